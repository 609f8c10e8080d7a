ALTER TABLE orders ADD COLUMN total bigint;
CREATE TABLE order_notes (id bigint PRIMARY KEY);
