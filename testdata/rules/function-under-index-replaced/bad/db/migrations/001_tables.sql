CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower($1)';
CREATE FUNCTION other(text) RETURNS text LANGUAGE sql IMMUTABLE
  AS 'SELECT lower($1)';
CREATE TABLE codes (id bigint PRIMARY KEY, code text);
CREATE INDEX codes_plain_idx ON codes (plain(code));
ALTER TABLE codes ADD CONSTRAINT codes_other CHECK (other(code) <> '');
