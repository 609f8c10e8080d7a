-- file: db/migrations/002_case.sql
DELETE FROM orders;
ALTER TABLE orders ADD COLUMN code text NOT NULL;
TRUNCATE invoices, lines;
ALTER TABLE lines ADD COLUMN code text NOT NULL;
