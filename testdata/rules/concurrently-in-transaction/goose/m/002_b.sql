-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_idx2 ON orders (code);
-- +goose Down
DROP INDEX CONCURRENTLY orders_idx2;
