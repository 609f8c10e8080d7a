-- +goose Up
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;
ALTER TABLE orders ALTER COLUMN note SET DEFAULT 1;
-- +goose Down
-- expect: rollback-leaves-objects
ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;
