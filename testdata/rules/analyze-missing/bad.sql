CREATE INDEX CONCURRENTLY orders_lower_idx ON orders (lower(code));  -- expect: analyze-missing
UPDATE parcels SET state = 'new';  -- expect: analyze-missing
