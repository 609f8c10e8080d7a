-- +goose Up
ALTER TABLE orders ADD COLUMN n int;
CREATE INDEX CONCURRENTLY orders_n ON orders (n); -- expect: concurrently-in-transaction
REINDEX INDEX CONCURRENTLY old; -- expect: concurrently-in-transaction
-- +goose Down
DROP INDEX orders_n;
ALTER TABLE orders DROP COLUMN n;
