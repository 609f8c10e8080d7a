-- +goose Up
CREATE TABLE orders (id bigint NOT NULL, code text);
-- +goose Down
DROP TABLE orders;
