CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint CHECK (order_id > 0));
ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders (id);
ALTER TABLE orders VALIDATE CONSTRAINT positive;
ALTER TABLE orders ADD CONSTRAINT code_key UNIQUE USING INDEX code_idx;
ALTER TABLE parcels ADD COLUMN weight int CHECK (weight > 0);
ALTER TABLE orders ADD COLUMN customer_id bigint REFERENCES customers (id);
