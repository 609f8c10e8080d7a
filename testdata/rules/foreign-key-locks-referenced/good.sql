SET lock_timeout = '2s';
CREATE TABLE parcels (order_id bigint REFERENCES orders (id));
