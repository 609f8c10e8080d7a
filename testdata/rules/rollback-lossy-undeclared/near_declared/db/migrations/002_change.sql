-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
-- rollback: lossy notes are in the archive
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_note ON orders (note);
