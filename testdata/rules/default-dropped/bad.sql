ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;  -- expect: default-dropped
