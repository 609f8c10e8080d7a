ALTER TABLE orders ADD COLUMN b positive;  -- expect: constrained-domain-rewrite
ALTER TABLE orders ADD COLUMN c plain;
