CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  shop_id bigint REFERENCES shops,  -- expect: foreign-key-without-index
  two bigint,
  FOREIGN KEY (two) REFERENCES shops (id)  -- expect: foreign-key-without-index
);
CREATE INDEX two_last ON parcels (id, two);
ALTER TABLE parcels ADD COLUMN three bigint REFERENCES shops;  -- expect: foreign-key-without-index
ALTER TABLE parcels ADD FOREIGN KEY (id) REFERENCES shops;
