-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE UNIQUE INDEX orders_code_idx ON orders (code);
DROP INDEX orders_code_idx;
CREATE UNIQUE INDEX orders_code_idx ON orders (code);
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_idx;
ALTER TABLE orders DROP CONSTRAINT orders_code_key;
