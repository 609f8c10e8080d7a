CREATE TABLE parcels AS SELECT id AS order_id, 1 AS n FROM orders;
ALTER TABLE parcels
  ADD COLUMN id int,
  ADD FOREIGN KEY (order_id) REFERENCES orders, -- expect: foreign-key-of-filled-table
  ADD FOREIGN KEY (n) REFERENCES orders;
CREATE TABLE codes (order_id bigint);
INSERT INTO codes SELECT id FROM orders;
ALTER TABLE codes ADD FOREIGN KEY (order_id) REFERENCES orders; -- expect: foreign-key-of-filled-table
