ALTER TABLE orders ADD COLUMN n int;
CREATE INDEX orders_n_idx ON orders (n, id); -- expect: index-not-concurrent
