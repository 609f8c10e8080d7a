-- +goose Up
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
-- +goose Down
-- expect: rollback-differs
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
