CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN given AS text NOT NULL;
ALTER TABLE orders ADD COLUMN a positive;  -- expect: constrained-domain-rewrite
ALTER TABLE orders ADD COLUMN b given DEFAULT 'x';  -- expect: constrained-domain-rewrite
