CREATE UNIQUE INDEX CONCURRENTLY orders_id ON orders (id);
ALTER TABLE orders ADD UNIQUE USING INDEX orders_id;
CREATE TABLE parcels (id bigint);
CREATE UNIQUE INDEX parcels_pkey ON parcels (id);
ALTER TABLE parcels ADD PRIMARY KEY USING INDEX parcels_pkey;
ALTER TABLE unseen ADD PRIMARY KEY USING INDEX unseen_pkey;
