CREATE TABLE shops (id bigint PRIMARY KEY DEFERRABLE, a int, b int,
  UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE parcels (
  shop bigint REFERENCES shops,  -- expect: deferrable-key-referenced
  a int, b int,
  FOREIGN KEY (b, a) REFERENCES shops (b, a)  -- expect: deferrable-key-referenced
);
ALTER TABLE parcels ADD COLUMN c bigint REFERENCES shops (id);  -- expect: deferrable-key-referenced
