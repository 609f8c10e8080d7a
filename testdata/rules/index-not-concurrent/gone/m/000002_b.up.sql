ALTER TABLE orders ADD COLUMN n int;
CREATE INDEX orders_code_idx ON orders (code); -- expect: index-not-concurrent
