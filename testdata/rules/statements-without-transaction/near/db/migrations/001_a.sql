-- +goose NO TRANSACTION
-- +goose Up
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS orders_region_idx;
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code_idx ON orders (code);
ANALYZE orders;
