CREATE TABLE parcels (order_id bigint);
INSERT INTO parcels (order_id) VALUES (1), (2);
ALTER TABLE parcels ADD FOREIGN KEY (order_id) REFERENCES orders;
CREATE TABLE codes AS SELECT id AS order_id FROM orders;
ALTER TABLE codes ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID;
CREATE TABLE kinds (id int PRIMARY KEY);
ALTER TABLE codes ADD FOREIGN KEY (order_id) REFERENCES kinds;
CREATE TEMP TABLE picked AS SELECT id FROM orders;
ALTER TABLE picked ADD CHECK (id > 0);
