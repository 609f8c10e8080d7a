-- file: db/migrations/002_region.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE customers ADD COLUMN region text;
ALTER TABLE orders ADD COLUMN place text;
ALTER TABLE invoices ADD COLUMN region text;
ALTER TABLE shipments ADD COLUMN region text; -- expect: tables-locked-together
ALTER TABLE returns ADD COLUMN region text;
