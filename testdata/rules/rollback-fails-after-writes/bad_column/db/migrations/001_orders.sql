-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int DEFAULT 0);
CREATE INDEX orders_note ON orders (note);
-- +goose Down
DROP TABLE orders;
