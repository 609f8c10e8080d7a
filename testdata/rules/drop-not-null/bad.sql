ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;  -- expect: drop-not-null
