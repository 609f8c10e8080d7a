CREATE FUNCTION even(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE TABLE parcels (
  a int CHECK (even(a)),
  b timestamptz CHECK (b <= now()),
  c uuid DEFAULT gen_random_uuid() CHECK (unseen(c)),
  owner text DEFAULT current_user
);
