CREATE INDEX CONCURRENTLY orders_lower_idx ON orders (lower(code));
ANALYZE orders;
