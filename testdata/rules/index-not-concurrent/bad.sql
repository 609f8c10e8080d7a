CREATE INDEX orders_code_idx ON orders (code);  -- expect: index-not-concurrent
CREATE UNIQUE INDEX IF NOT EXISTS u ON app.users (lower(email));  -- expect: index-not-concurrent
-- expect: index-not-concurrent
CREATE INDEX "é😀" ON orders USING gin (tags);
