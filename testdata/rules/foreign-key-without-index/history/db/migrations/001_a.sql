CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (
  a bigint REFERENCES shops  -- expect: foreign-key-without-index
);
CREATE INDEX parcels_a ON parcels (a);
