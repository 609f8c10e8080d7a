-- file: db/migrations/002_case.sql
BEGIN;
ALTER TABLE orders ADD COLUMN state text;
UPDATE pg_index SET indisready = false WHERE indrelid = 'orders'::regclass;
COMMIT;
