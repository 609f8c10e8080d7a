ALTER TABLE orders ADD COLUMN place text;
BEGIN;
ALTER TABLE orders ADD COLUMN street text;
COMMIT;
