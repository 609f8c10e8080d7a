CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, customer_id bigint);
ALTER TABLE events ADD CONSTRAINT events_customer_fk
  FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
