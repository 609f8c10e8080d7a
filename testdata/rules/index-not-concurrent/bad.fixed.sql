CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u ON app.users (lower(email));

CREATE INDEX CONCURRENTLY "é😀" ON orders USING gin (tags);
