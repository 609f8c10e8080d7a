ALTER TABLE orders ALTER COLUMN total TYPE bigint;  -- expect: column-type-rewrite
