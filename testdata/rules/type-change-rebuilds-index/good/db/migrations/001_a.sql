CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10));
CREATE INDEX orders_code_idx ON orders (code);
