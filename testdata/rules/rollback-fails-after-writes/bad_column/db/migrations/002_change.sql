-- +goose Up
ALTER TABLE orders DROP COLUMN note;
-- +goose Down
ALTER TABLE orders ADD COLUMN note text NOT NULL; -- expect: rollback-fails-after-writes
