ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);  -- expect: constraint-not-valid-missing
-- expect: constraint-not-valid-missing
ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
