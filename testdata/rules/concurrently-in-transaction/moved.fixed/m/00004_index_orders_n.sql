-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_n ON orders (n);

-- +goose Down
DROP INDEX CONCURRENTLY orders_n;
