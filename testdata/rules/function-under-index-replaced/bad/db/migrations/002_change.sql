-- expect: function-under-index-replaced
CREATE OR REPLACE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower(trim($1))';
-- expect: function-under-index-replaced
CREATE OR REPLACE FUNCTION other(text) RETURNS text LANGUAGE sql STABLE
  AS 'SELECT lower($1)';
