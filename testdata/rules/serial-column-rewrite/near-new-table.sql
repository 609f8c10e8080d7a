CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN seq serial;
CREATE TEMP TABLE scratch (a int);
ALTER TABLE scratch ADD COLUMN seq serial;
