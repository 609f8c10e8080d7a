SELECT 1;
ALTER TABLE orders ADD COLUMN note text;  -- expect: lock-timeout-missing
ALTER TABLE orders ADD COLUMN remark text;
