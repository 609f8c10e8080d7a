CREATE TABLE orders (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX orders_code_idx ON orders (code);
