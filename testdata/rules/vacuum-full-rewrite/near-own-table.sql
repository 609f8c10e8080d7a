CREATE TABLE scratch (id bigint PRIMARY KEY);
CLUSTER scratch USING scratch_pkey;
ALTER TABLE orders CLUSTER ON orders_pkey;
ANALYZE orders;
