-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
-- +goose Down
CREATE INDEX orders_other_idx ON orders (id);
DROP INDEX orders_code_idx;
