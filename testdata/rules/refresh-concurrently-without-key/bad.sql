CREATE TABLE orders (id bigint PRIMARY KEY, day date);
CREATE MATERIALIZED VIEW days AS SELECT day, count(*) FROM orders GROUP BY day;
REFRESH MATERIALIZED VIEW CONCURRENTLY days; -- expect: refresh-concurrently-without-key
