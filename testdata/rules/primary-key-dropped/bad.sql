ALTER TABLE orders DROP CONSTRAINT orders_pkey;  -- expect: primary-key-dropped
