ALTER TABLE orders ADD COLUMN d int GENERATED ALWAYS AS (id * 2) STORED;  -- expect: stored-column-rewrite
