CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint, customer_id bigint) PARTITION BY LIST (id);
ALTER TABLE events ADD CONSTRAINT events_customer_fk -- expect: not-valid-fk-on-partitioned
  FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
