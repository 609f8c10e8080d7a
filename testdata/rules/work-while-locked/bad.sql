-- file: db/migrations/002_state.sql
BEGIN;
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new' WHERE shipped_at IS NULL; -- expect: work-while-locked
DELETE FROM orders WHERE state = 'gone';
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
INSERT INTO totals SELECT id FROM customers WHERE id > 0;
SAVEPOINT here;
COMMIT;
BEGIN;
CREATE TABLE customers (id bigint);
COMMIT;
