ALTER TABLE orders ADD COLUMN b bigint GENERATED ALWAYS AS (id) STORED;  -- expect: stored-column-rewrite
