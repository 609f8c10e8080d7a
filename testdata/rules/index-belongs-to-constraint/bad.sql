-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);
DROP INDEX orders_code_key; -- expect: index-belongs-to-constraint
