CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE TABLE parcels (id bigint PRIMARY KEY);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE orders SET total = total + 1 WHERE id = NEW.id;
  RETURN NEW;
END $$;
CREATE FUNCTION note_of(bigint) RETURNS text LANGUAGE sql
  AS 'SELECT o.note FROM orders o WHERE o.id = $1';
CREATE PROCEDURE clean() LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders) THEN
    DELETE FROM parcels;
  END IF;
END $$;
