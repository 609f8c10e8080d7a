CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
ALTER TABLE parcels ADD COLUMN note text;
CREATE INDEX ON parcels (code);
CREATE INDEX CONCURRENTLY ON orders (code);
ALTER TABLE orders VALIDATE CONSTRAINT orders_check;
INSERT INTO orders (code) VALUES ('a');
UPDATE orders SET code = 'b' WHERE code = 'a';
COMMENT ON TABLE orders IS 'x';
ANALYZE orders;
