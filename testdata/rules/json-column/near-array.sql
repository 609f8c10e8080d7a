CREATE TABLE orders (id bigint PRIMARY KEY, json text, many jsonb[]);
ALTER TABLE orders ADD COLUMN b text DEFAULT 'json';
