BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
  SET lock_timeout = '5s';
  ALTER TABLE orders ADD COLUMN remark text;
