-- file: db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE lines (id bigint,);  -- expect: sql-syntax
ALTER TABLE orders ADD COLUMN note text;
