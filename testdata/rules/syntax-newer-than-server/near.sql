CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE UNIQUE INDEX orders_code_idx ON orders (code) NULLS NOT DISTINCT;
ALTER TABLE orders ADD COLUMN upper_code text
  GENERATED ALWAYS AS (upper(code)) STORED;
