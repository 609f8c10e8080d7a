CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN code text; -- expect: duplicate-object
