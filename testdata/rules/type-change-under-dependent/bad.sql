-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10));
CREATE VIEW codes AS SELECT code FROM orders;
ALTER TABLE orders ALTER COLUMN code TYPE text; -- expect: type-change-under-dependent
