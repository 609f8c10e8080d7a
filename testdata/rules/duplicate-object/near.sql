CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE TABLE IF NOT EXISTS orders (id bigint);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS code text;
ALTER TABLE orders DROP COLUMN code, ADD COLUMN code bigint;
DROP TABLE orders;
CREATE TABLE orders (id bigint);
CREATE TEMP TABLE orders (id bigint);
CREATE SCHEMA audit;
CREATE TABLE audit.orders (id bigint);
