CREATE TABLE items (
  order_id bigint REFERENCES orders (id) ON DELETE CASCADE,  -- expect: on-delete-unstated
  part_id bigint REFERENCES parts (id) ON DELETE RESTRICT
);
