-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX orders_total ON orders (total);
-- +goose Down
DROP INDEX orders_total;
ALTER TABLE orders DROP COLUMN state;
