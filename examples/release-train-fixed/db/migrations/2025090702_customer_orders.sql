-- SPDX-License-Identifier: Apache-2.0
-- "My orders" is slow: find the orders of a customer through an index.
CREATE INDEX CONCURRENTLY idx_orders_customer_id ON orders (customer_id);
