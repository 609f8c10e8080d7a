ALTER TABLE orders DROP CONSTRAINT orders_a_key;
ALTER TABLE orders DROP CONSTRAINT the_key;  -- expect: primary-key-dropped
