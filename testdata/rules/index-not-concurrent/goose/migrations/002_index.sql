-- +goose Up
CREATE INDEX orders_code_idx ON orders (code);  -- expect: index-not-concurrent
-- +goose Down
CREATE INDEX orders_other_idx ON orders (id);
DROP INDEX orders_code_idx;
