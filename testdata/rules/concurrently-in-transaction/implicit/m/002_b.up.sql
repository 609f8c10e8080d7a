SELECT 1;
CREATE INDEX CONCURRENTLY orders_idx2 ON orders (code);  -- expect: concurrently-in-transaction
