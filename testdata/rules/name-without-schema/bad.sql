ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int;  -- expect: name-without-schema
CREATE TABLE parcels (id bigint PRIMARY KEY);  -- expect: name-without-schema
CREATE INDEX CONCURRENTLY orders_a_idx ON orders (a);  -- expect: name-without-schema
