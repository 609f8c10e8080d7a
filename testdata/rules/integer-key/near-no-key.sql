CREATE TABLE orders (id bigserial PRIMARY KEY, quantity integer, kinds int[]);
