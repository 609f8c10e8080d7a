-- +goose Up
DROP TABLE orders;  -- expect: destructive-without-rollback
-- +goose Down
CREATE TABLE orders (id bigint PRIMARY KEY);
