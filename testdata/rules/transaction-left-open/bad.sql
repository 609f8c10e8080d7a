ALTER TABLE orders ADD COLUMN a int;
BEGIN;  -- expect: transaction-left-open
ALTER TABLE orders ADD COLUMN b int;
