-- +goose Up
ALTER TABLE orders ALTER COLUMN id SET DEFAULT 1;
-- +goose Down
ALTER TABLE orders ALTER COLUMN note SET NOT NULL; -- expect: rollback-fails-after-writes
