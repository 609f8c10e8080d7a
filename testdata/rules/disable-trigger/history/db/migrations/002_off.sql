ALTER TABLE orders DISABLE TRIGGER ALL;  -- expect: disable-trigger
