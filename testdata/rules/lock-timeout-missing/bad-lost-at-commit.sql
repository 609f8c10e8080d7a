BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
  ALTER TABLE orders ADD COLUMN remark text;  -- expect: lock-timeout-missing
