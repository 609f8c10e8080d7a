-- A new table, but its foreign key locks an old one.

SET lock_timeout = '5s';
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  order_id bigint REFERENCES orders (id)
);
