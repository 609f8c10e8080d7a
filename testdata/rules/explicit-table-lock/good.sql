-- file: db/migrations/001_a.sql
BEGIN;
LOCK TABLE orders IN ROW EXCLUSIVE MODE;
COMMIT;
