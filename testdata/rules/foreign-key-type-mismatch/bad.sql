CREATE TABLE shops (id bigserial PRIMARY KEY, code uuid UNIQUE);
CREATE TABLE parcels (
  a int REFERENCES shops,  -- expect: foreign-key-type-mismatch
  b text REFERENCES shops (code),  -- expect: foreign-key-type-mismatch
  c smallint,
  FOREIGN KEY (c) REFERENCES shops (id)  -- expect: foreign-key-type-mismatch
);
ALTER TABLE parcels ADD COLUMN d int;
ALTER TABLE parcels ADD FOREIGN KEY (d) REFERENCES shops (id);  -- expect: foreign-key-type-mismatch
ALTER TABLE parcels ADD COLUMN e int REFERENCES shops (id);  -- expect: foreign-key-type-mismatch
