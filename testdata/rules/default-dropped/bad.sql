ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;  -- expect: default-dropped
ALTER TABLE invoices ADD COLUMN a text NOT NULL DEFAULT 'x', ADD COLUMN b int NOT NULL DEFAULT 1;
ALTER TABLE invoices ALTER COLUMN a DROP DEFAULT,  -- expect: default-dropped
  ALTER COLUMN b DROP DEFAULT;
