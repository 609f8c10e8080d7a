ALTER DOMAIN plain ADD CHECK (VALUE < 9);
ALTER TABLE orders ADD COLUMN d plain;  -- expect: constrained-domain-rewrite
