-- file: db/migrations/002_state.sql
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new' WHERE shipped_at IS NULL;
BEGIN;
UPDATE orders SET state = 'new' WHERE shipped_at IS NULL;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
