SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
RESET lock_timeout;
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN remark text;
