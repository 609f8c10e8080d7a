-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
CREATE INDEX orders_total ON orders (total);
-- +goose Down
-- expect: rollback-leaves-objects
ALTER TABLE orders DROP COLUMN state;
