CREATE TABLE customers (id bigint PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE orders (id bigint PRIMARY KEY, x int, y int,
                     up bigint REFERENCES orders,
                     FOREIGN KEY (x, y) REFERENCES customers (b, a));
CREATE UNIQUE INDEX customers_a_idx ON customers (a);
ALTER TABLE orders ADD FOREIGN KEY (x) REFERENCES customers (a);
