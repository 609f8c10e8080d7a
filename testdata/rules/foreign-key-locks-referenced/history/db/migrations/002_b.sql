CREATE TABLE parcels (
  order_id bigint,
  FOREIGN KEY (order_id) REFERENCES orders (id)  -- expect: foreign-key-locks-referenced
);
