-- +goose Up
ALTER TABLE orders ADD COLUMN extra text;

-- +goose Down
ALTER TABLE orders DROP COLUMN extra;
