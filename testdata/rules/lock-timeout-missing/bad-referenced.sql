-- A new table, but its foreign key locks an old one.
-- expect: lock-timeout-missing
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  order_id bigint REFERENCES orders (id)
);
