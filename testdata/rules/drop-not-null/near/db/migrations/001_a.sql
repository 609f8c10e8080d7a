CREATE TABLE orders (id bigint PRIMARY KEY, note text, code text NOT NULL);
ALTER TABLE orders ALTER COLUMN code DROP NOT NULL;
