ALTER TABLE orders ADD COLUMN scratch text;
ALTER TABLE orders DROP COLUMN scratch;
CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
ALTER TABLE parcels DROP COLUMN code;
CREATE TEMPORARY TABLE work (a int, b int);
ALTER TABLE work DROP COLUMN b;
