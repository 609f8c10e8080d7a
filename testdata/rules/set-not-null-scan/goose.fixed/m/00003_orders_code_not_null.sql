-- +goose Up
ALTER TABLE orders VALIDATE CONSTRAINT "orders_Code_not_null";
ALTER TABLE orders ALTER COLUMN "Code" SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT "orders_Code_not_null";

-- +goose Down
ALTER TABLE orders ADD CONSTRAINT "orders_Code_not_null" CHECK ("Code" IS NOT NULL) NOT VALID;
ALTER TABLE orders ALTER COLUMN "Code" DROP NOT NULL;
