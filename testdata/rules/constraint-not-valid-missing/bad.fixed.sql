ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;

ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE NOT VALID;
ALTER TABLE orders ADD COLUMN state text, ADD CHECK (state <> '') NOT VALID;
ALTER TABLE orders ADD COLUMN kind_id int DEFAULT 1 REFERENCES kinds (id);

ALTER TABLE orders ADD COLUMN seller_id int REFERENCES sellers (id) DEFAULT NULL;
