-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text;
UPDATE orders SET note = '';
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
CREATE UNIQUE INDEX orders_note ON orders (note);
