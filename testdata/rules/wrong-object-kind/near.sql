CREATE TABLE orders (id bigint PRIMARY KEY, a int);
CREATE VIEW open_orders AS SELECT id, a FROM orders;
ALTER TABLE open_orders RENAME TO all_orders;
ALTER TABLE all_orders ALTER COLUMN a SET DEFAULT 1;
INSERT INTO all_orders (id) VALUES (1);
