DROP TABLE IF EXISTS nothing_yet;
CREATE TABLE scratch (id bigint);
DROP TABLE scratch;
CREATE TEMPORARY TABLE work (id bigint);
DROP TABLE work;
CREATE TABLE orders_new (id bigint PRIMARY KEY);
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
DROP VIEW summary;
