CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (shop_id bigint REFERENCES shops (id));
-- Reported for what it costs, not for its lock
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
