CREATE UNIQUE INDEX CONCURRENTLY orders_new_idx ON orders (id);
ALTER TABLE orders DROP CONSTRAINT orders_pkey,
  ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new_idx;
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels DROP CONSTRAINT parcels_pkey;
