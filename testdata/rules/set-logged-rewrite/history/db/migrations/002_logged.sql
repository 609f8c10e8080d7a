ALTER TABLE loads SET LOGGED;  -- expect: set-logged-rewrite
