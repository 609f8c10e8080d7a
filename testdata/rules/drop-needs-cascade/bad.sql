-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW codes AS SELECT code FROM orders;
ALTER TABLE orders DROP COLUMN code; -- expect: drop-needs-cascade
