-- file: db/migrations/002_region.sql
-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE customers ADD COLUMN region text;
ALTER TABLE invoices ADD COLUMN region text;
