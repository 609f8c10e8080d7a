ALTER TABLE orders ALTER COLUMN code TYPE text;  -- expect: type-change-without-analyze
ALTER TABLE orders ALTER COLUMN note TYPE text;
ANALYZE customers;
