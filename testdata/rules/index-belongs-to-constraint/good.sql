-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);
ALTER TABLE orders DROP CONSTRAINT orders_code_key;
