CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL, n int);
ALTER TABLE orders ALTER COLUMN code DROP NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (id, n);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id int, n int);
ALTER TABLE lines ADD FOREIGN KEY (order_id, n) REFERENCES orders;
