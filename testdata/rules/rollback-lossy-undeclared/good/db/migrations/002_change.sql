-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = '';
CREATE INDEX orders_note ON orders (note);
