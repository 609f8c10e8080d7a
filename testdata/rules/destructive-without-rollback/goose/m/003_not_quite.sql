-- +goose Up
ALTER TABLE orders DROP COLUMN old_total;  -- expect: destructive-without-rollback
ALTER TABLE orders ALTER COLUMN code TYPE varchar(8);  -- expect: destructive-without-rollback
-- +goose Down
ALTER TABLE orders ADD COLUMN old_total text;
