-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
SELECT 1;
