-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
-- +goose Down
DROP TABLE orders;
