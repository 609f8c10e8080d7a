CREATE INDEX CONCURRENTLY orders_n_idx ON orders (n, id);
