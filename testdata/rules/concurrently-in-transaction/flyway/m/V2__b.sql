ALTER TABLE orders ADD COLUMN a int;
CREATE INDEX CONCURRENTLY orders_idx2 ON orders (a);  -- expect: concurrently-in-transaction
