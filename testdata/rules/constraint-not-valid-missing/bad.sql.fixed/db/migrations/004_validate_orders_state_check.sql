ALTER TABLE orders VALIDATE CONSTRAINT orders_state_check;
