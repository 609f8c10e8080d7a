ALTER TABLE orders ADD COLUMN seq serial;  -- expect: serial-column-rewrite
ALTER TABLE orders ADD COLUMN n smallserial NOT NULL;  -- expect: serial-column-rewrite
