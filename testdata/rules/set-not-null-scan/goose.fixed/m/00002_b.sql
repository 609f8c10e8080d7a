-- +goose Up
ALTER TABLE orders ADD CONSTRAINT "orders_Code_not_null" CHECK ("Code" IS NOT NULL) NOT VALID;
-- +goose Down
ALTER TABLE orders DROP CONSTRAINT "orders_Code_not_null";
