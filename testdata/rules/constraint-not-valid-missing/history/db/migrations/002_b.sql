ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 9);  -- expect: constraint-not-valid-missing
