-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW codes AS SELECT code FROM orders;
DROP VIEW codes;
ALTER TABLE orders DROP COLUMN code;
