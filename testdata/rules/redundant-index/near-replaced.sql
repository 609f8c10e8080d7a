-- file: db/migrations/002_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);
CREATE INDEX orders_wide ON orders (a, b);
CREATE INDEX orders_narrow ON orders (a);
DROP INDEX orders_wide;
CREATE INDEX orders_b ON orders (b, a);
CREATE INDEX orders_b_alone ON orders (b);
DROP INDEX orders_b_alone;
