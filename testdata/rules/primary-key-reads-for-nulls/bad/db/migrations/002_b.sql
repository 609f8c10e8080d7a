CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (n, id);
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;  -- expect: primary-key-reads-for-nulls
