SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN place text; -- expect: statement-timeout-missing
ALTER TABLE orders ADD COLUMN street text;
