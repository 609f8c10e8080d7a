CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN label text;
