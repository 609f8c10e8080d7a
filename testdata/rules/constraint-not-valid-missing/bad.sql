ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);  -- expect: constraint-not-valid-missing
-- expect: constraint-not-valid-missing
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
ALTER TABLE orders ADD COLUMN state text CHECK (state <> '');  -- expect: constraint-not-valid-missing
ALTER TABLE orders ADD COLUMN kind_id int DEFAULT 1 REFERENCES kinds (id);  -- expect: constraint-not-valid-missing
-- expect: constraint-not-valid-missing
ALTER TABLE orders ADD COLUMN seller_id int REFERENCES sellers (id) DEFAULT NULL;
