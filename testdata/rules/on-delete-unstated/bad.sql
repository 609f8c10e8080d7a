CREATE TABLE items (order_id bigint REFERENCES orders (id));  -- expect: on-delete-unstated
ALTER TABLE lines ADD FOREIGN KEY (a) REFERENCES orders (id) NOT VALID;  -- expect: on-delete-unstated
