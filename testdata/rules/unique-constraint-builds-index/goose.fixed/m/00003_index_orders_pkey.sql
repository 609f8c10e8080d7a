-- +goose NO TRANSACTION
-- +goose Up
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS orders_pkey;
