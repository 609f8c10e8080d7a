-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE customers ADD COLUMN region text;
ALTER TABLE invoices ADD COLUMN region text;
ALTER TABLE shipments ADD COLUMN region text;
