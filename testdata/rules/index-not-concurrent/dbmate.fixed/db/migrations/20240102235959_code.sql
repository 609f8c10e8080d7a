-- migrate:up
ALTER TABLE orders ADD COLUMN n int;
-- migrate:down
ALTER TABLE orders DROP COLUMN n;
