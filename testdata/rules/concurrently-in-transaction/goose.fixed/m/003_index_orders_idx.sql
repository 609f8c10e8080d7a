-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_idx ON orders (code);

-- +goose Down
DROP INDEX CONCURRENTLY orders_idx;
