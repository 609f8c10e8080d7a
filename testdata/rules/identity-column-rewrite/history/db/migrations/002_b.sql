ALTER TABLE orders
  ADD COLUMN note text,
  ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;  -- expect: identity-column-rewrite
