ALTER TABLE orders ADD COLUMN IF NOT EXISTS seq bigserial;
ALTER TABLE orders ADD COLUMN other bigserial;  -- expect: serial-column-rewrite
