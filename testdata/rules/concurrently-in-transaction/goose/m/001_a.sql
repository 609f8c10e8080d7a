-- +goose Up
CREATE INDEX CONCURRENTLY orders_idx ON orders (code);  -- expect: concurrently-in-transaction
-- +goose Down
SELECT 1;
