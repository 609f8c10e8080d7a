CREATE INDEX CONCURRENTLY orders_idx ON orders (code);
