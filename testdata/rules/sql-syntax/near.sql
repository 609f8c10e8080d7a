-- file: db/migrations/001_orders.sql
\set ON_ERROR_STOP on
CREATE TABLE orders (id bigint PRIMARY KEY, note text DEFAULT 'a;b');
-- CREATE TABLE lines (id bigint,);
