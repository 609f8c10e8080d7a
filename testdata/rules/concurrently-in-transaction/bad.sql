BEGIN;
CREATE INDEX CONCURRENTLY orders_idx ON orders (code);  -- expect: concurrently-in-transaction
DROP INDEX CONCURRENTLY old_idx;  -- expect: concurrently-in-transaction
VACUUM orders;  -- expect: concurrently-in-transaction
COMMIT;
