CREATE TABLE orders (id bigint PRIMARY KEY, note text);
ALTER TABLE orders DROP COLUMN IF EXISTS gone;
DROP TABLE IF EXISTS gone;
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders ALTER COLUMN remark SET NOT NULL;
SELECT count(*) FROM pg_stat_activity;
UPDATE orders SET remark = 'x' WHERE ctid IS NOT NULL;
INSERT INTO orders (id, remark) WITH w AS (SELECT 1 AS id) SELECT id, 'x' FROM w;
