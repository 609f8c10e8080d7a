ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;  -- expect: default-dropped
