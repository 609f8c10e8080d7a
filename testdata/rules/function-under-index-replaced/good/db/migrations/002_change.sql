CREATE FUNCTION plain2(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower(trim($1))';
