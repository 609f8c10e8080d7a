-- +goose Up
CREATE INDEX orders_code_idx ON orders (code); -- expect: index-not-concurrent
ALTER TABLE orders CLUSTER ON orders_code_idx;
-- +goose Down
DROP INDEX orders_code_idx;
