CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE VIEW order_codes AS SELECT id, upper(code) AS upper_code FROM orders;
