-- file: db/migrations/001_a.sql
BEGIN;
LOCK TABLE orders; -- expect: explicit-table-lock
LOCK TABLE customers IN SHARE MODE; -- expect: explicit-table-lock
COMMIT;
