CREATE FUNCTION odd(int) RETURNS bool LANGUAGE sql VOLATILE AS 'SELECT true';
CREATE TABLE parcels (
  a int CHECK (a < random() * 100),  -- expect: volatile-check
  b int,
  CONSTRAINT c CHECK (odd(b))  -- expect: volatile-check
);
ALTER TABLE parcels ADD CHECK (session_user = 'me');  -- expect: volatile-check
CREATE DOMAIN mine AS text CHECK (VALUE = current_user);  -- expect: volatile-check
