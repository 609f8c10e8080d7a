-- file: db/migrations/002_case.sql
BEGIN;
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new';
COMMIT;
