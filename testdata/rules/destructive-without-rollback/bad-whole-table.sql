-- file: db/migrations/002_case.sql
ALTER TABLE lines DROP CONSTRAINT lines_order_fkey;
DELETE FROM lines;
DROP TABLE lines;  -- expect: destructive-without-rollback
