-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text, day date);
CREATE VIEW v AS SELECT id, code FROM orders;
CREATE OR REPLACE VIEW v AS SELECT id, upper(code) AS code, day FROM orders;
DROP VIEW v;
CREATE OR REPLACE VIEW v AS SELECT day FROM orders;
