CREATE INDEX CONCURRENTLY w ON orders (a, b, c, d);  -- expect: wide-index
