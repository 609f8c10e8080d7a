-- +goose Up
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
DROP INDEX orders_note;
-- +goose Down
ALTER TABLE orders ALTER COLUMN total SET DEFAULT (0);
create index orders_note on orders (note);
