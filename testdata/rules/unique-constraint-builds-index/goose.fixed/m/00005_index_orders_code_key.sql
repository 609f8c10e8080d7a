-- +goose NO TRANSACTION
-- +goose Up
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS orders_code_key;
