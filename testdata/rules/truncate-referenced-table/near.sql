-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, up bigint REFERENCES orders);
TRUNCATE orders;
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
TRUNCATE lines;
TRUNCATE orders, lines;
ALTER TABLE lines DROP COLUMN order_id;
TRUNCATE orders;
