-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
TRUNCATE orders, lines;
