-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, code text, note text);
-- +goose Down
DROP TABLE orders;
