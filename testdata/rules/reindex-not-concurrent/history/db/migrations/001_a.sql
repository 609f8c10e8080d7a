CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE INDEX orders_code ON orders (code);
