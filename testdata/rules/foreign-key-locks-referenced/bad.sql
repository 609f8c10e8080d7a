CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  order_id bigint REFERENCES orders (id),  -- expect: foreign-key-locks-referenced
  other_id bigint REFERENCES orders (id),
  parent_id bigint REFERENCES parcels (id)
);
ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);  -- expect: foreign-key-locks-referenced
ALTER TABLE orders ADD FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;  -- expect: foreign-key-locks-referenced
