CREATE INDEX CONCURRENTLY by_day ON orders (day);  -- expect: name-off-pattern
CREATE INDEX CONCURRENTLY orders_day_idx ON orders (day);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;  -- expect: name-off-pattern
