CREATE TABLE parcels (id bigint PRIMARY KEY);  -- expect: statement-not-repeatable
ALTER TABLE orders ADD COLUMN a int;  -- expect: statement-not-repeatable
ALTER TABLE orders DROP COLUMN b;  -- expect: statement-not-repeatable
ALTER TABLE orders DROP CONSTRAINT c;  -- expect: statement-not-repeatable
CREATE INDEX orders_a_idx ON orders (a);  -- expect: statement-not-repeatable
DROP INDEX CONCURRENTLY app.orders_day_idx;  -- expect: statement-not-repeatable
DROP TABLE scratch;  -- expect: statement-not-repeatable
CREATE SCHEMA archive;  -- expect: statement-not-repeatable
