CREATE TABLE orders (id bigint PRIMARY KEY, a varchar, b text, c time);
ALTER TABLE orders ALTER COLUMN a TYPE varchar(10);
