CREATE TABLE items (order_id bigint REFERENCES orders (id) ON DELETE RESTRICT);
