CREATE TABLE scratch (id int, b int);
ALTER TABLE scratch DROP COLUMN b;
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
