CREATE TEMPORARY TABLE work (id bigint);
CREATE INDEX CONCURRENTLY orders_a_idx ON app.orders (a);
DROP TABLE app.scratch;
SET lock_timeout = '5s';
