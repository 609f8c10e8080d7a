CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, customer_id bigint) PARTITION BY LIST (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
ALTER TABLE events_1 ADD CONSTRAINT events_1_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
