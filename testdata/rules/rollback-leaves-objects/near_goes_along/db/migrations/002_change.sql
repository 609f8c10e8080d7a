-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX orders_state ON orders (state);
CREATE TABLE lines (id bigserial PRIMARY KEY, orders_id bigint REFERENCES orders (id));
-- +goose Down
DROP TABLE lines;
ALTER TABLE orders DROP COLUMN state;
