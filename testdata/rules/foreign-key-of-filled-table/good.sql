CREATE TABLE parcels (order_id bigint REFERENCES orders (id));
INSERT INTO parcels SELECT id FROM orders;
