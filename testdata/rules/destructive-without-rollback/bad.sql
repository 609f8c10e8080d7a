ALTER TABLE orders DROP COLUMN total;  -- expect: destructive-without-rollback
DROP TABLE order_notes;  -- expect: destructive-without-rollback
ALTER TABLE orders ALTER COLUMN code TYPE varchar(16);  -- expect: destructive-without-rollback
ALTER TABLE orders DROP CONSTRAINT orders_check;  -- expect: destructive-without-rollback
DROP TYPE mood;  -- expect: destructive-without-rollback
TRUNCATE order_lines;  -- expect: destructive-without-rollback
DELETE FROM orders WHERE id < 10;  -- expect: destructive-without-rollback
DROP SCHEMA old CASCADE;  -- expect: destructive-without-rollback
