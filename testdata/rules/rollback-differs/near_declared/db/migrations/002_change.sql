-- +goose Up
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
-- +goose Down
-- rollback: lossy the new default suits the old release too
SELECT 1;
