-- SPDX-License-Identifier: Apache-2.0
-- "My orders" is slow: find the orders of a customer through an index.
CREATE INDEX idx_orders_customer_id ON orders (customer_id);

ALTER TABLE orders
  ADD CONSTRAINT orders_customer_id_fkey
  FOREIGN KEY (customer_id) REFERENCES customers (id);
