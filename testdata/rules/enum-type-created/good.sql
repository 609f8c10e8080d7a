CREATE TABLE order_states (name text PRIMARY KEY);
