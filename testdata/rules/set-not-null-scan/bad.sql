ALTER TABLE orders ALTER COLUMN note SET NOT NULL;  -- expect: set-not-null-scan
