-- +goose Up
CREATE TABLE orders (id bigint NOT NULL, "Code" text);
-- +goose Down
DROP TABLE orders;
