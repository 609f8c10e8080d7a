CREATE TABLE orders (
  id bigserial PRIMARY KEY,  -- expect: serial-column
  n smallserial,  -- expect: serial-column
  m serial NOT NULL  -- expect: serial-column
);
ALTER TABLE parcels ADD COLUMN id serial;  -- expect: serial-column
