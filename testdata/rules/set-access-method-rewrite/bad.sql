ALTER TABLE orders SET ACCESS METHOD columnar;  -- expect: set-access-method-rewrite
