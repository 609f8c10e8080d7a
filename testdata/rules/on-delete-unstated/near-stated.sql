CREATE TABLE items (
  order_id bigint REFERENCES orders (id) ON DELETE CASCADE,
  part_id bigint REFERENCES parts (id) ON
    DELETE NO ACTION,
  FOREIGN KEY (order_id) REFERENCES lines (id) ON UPDATE CASCADE ON DELETE SET NULL
);
