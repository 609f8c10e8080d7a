CREATE TABLE orders (id bigint, code text);
CREATE INDEX orders_code_idx ON orders (code);
