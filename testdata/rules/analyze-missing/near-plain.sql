CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
UPDATE orders SET state = 'new' WHERE id = 7;
CREATE TABLE parcels (code text);
CREATE INDEX parcels_lower_idx ON parcels (lower(code));
