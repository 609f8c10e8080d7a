-- +goose Up
ALTER TABLE orders ADD COLUMN n int;
-- +goose Down
ALTER TABLE orders DROP COLUMN n;
