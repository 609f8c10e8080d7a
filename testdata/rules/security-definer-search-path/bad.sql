CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';  -- expect: security-definer-search-path
CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN NULL; END $$;  -- expect: security-definer-search-path
