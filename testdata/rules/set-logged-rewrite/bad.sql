ALTER TABLE orders SET UNLOGGED;  -- expect: set-logged-rewrite
ALTER TABLE parcels SET LOGGED;  -- expect: set-logged-rewrite
