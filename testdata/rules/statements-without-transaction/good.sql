-- file: db/migrations/001_a.sql
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_region_idx ON orders (region);
-- +goose Down
DROP INDEX CONCURRENTLY orders_region_idx;
