CREATE TABLE orders (id integer PRIMARY KEY);  -- expect: integer-key
CREATE TABLE parcels (
  id serial,  -- expect: integer-key
  code smallint,  -- expect: integer-key
  PRIMARY KEY (code)
);
ALTER TABLE notes ADD COLUMN id int GENERATED ALWAYS AS IDENTITY;  -- expect: integer-key
