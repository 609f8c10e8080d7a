-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text, note text);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
CREATE VIEW codes AS SELECT code FROM orders;
ALTER TABLE orders DROP COLUMN note;
DROP TABLE lines, orders CASCADE;
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a);
DROP TABLE a, b;
