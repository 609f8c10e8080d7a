CREATE TABLE orders (id serial PRIMARY KEY);
CREATE SEQUENCE order_numbers;
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
ALTER TABLE orders ALTER COLUMN id SET DEFAULT nextval('order_numbers');
