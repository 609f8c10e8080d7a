-- +goose Up
-- rollback: lossy
-- expect: rollback-lossy-undeclared
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_note ON orders (note);
