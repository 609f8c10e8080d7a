CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code);  -- expect: unique-index-may-fail
CREATE UNIQUE INDEX CONCURRENTLY orders_low ON orders (lower(code));  -- expect: unique-index-may-fail
