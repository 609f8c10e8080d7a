ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders DROP COLUMN code;  -- expect: destructive-without-rollback
