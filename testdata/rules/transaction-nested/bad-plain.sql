-- file: db/migrations/001_a.sql
BEGIN;
START TRANSACTION; -- expect: transaction-nested
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
