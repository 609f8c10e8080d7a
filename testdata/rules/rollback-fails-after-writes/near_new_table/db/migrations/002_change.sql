-- +goose Up
DROP TABLE orders;
-- +goose Down
CREATE TABLE orders (id bigint);
CREATE UNIQUE INDEX i ON orders (id);
