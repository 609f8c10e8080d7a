CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ALTER COLUMN code TYPE integer; -- expect: type-change-without-using
