-- file: db/migrations/20250101000000_a.sql
-- migrate:up
DELETE FROM orders;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
