-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10), n int);
CREATE VIEW numbers AS SELECT n FROM orders;
ALTER TABLE orders ALTER COLUMN code TYPE text;
DROP VIEW numbers;
ALTER TABLE orders ALTER COLUMN n TYPE bigint;
