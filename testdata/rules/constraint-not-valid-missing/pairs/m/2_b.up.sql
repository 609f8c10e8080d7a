ALTER TABLE orders ADD CHECK (total > 0); -- expect: constraint-not-valid-missing
ALTER TABLE orders ADD COLUMN n int CHECK (n > 0) DEFAULT 1; -- expect: constraint-not-valid-missing
