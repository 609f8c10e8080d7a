CREATE INDEX CONCURRENTLY orders_idx2 ON orders (a);
