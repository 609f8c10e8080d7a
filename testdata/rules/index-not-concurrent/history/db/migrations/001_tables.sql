CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE INDEX orders_code_idx ON orders (code);
CREATE TABLE days (id bigint, day date) PARTITION BY RANGE (day);
