ALTER TABLE orders ADD CHECK (total >= 0) NOT VALID;  -- expect: constraint-unnamed
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  code text,
  UNIQUE (code)  -- expect: constraint-unnamed
);
