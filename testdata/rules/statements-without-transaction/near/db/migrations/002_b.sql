-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders ADD COLUMN place text;
COMMIT;
CREATE INDEX CONCURRENTLY orders_place_idx ON orders (place);
