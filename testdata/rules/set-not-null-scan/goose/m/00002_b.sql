-- +goose Up
ALTER TABLE orders ALTER COLUMN "Code" SET NOT NULL; -- expect: set-not-null-scan
-- +goose Down
ALTER TABLE orders ALTER COLUMN "Code" DROP NOT NULL;
