ALTER TABLE orders ALTER CONSTRAINT to_customer ENFORCED;  -- expect: constraint-made-enforced
