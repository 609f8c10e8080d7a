CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (
  a bigint REFERENCES shops,
  b bigint UNIQUE REFERENCES shops,
  c bigint REFERENCES shops,
  d bigint REFERENCES shops
);
CREATE TABLE gone (a bigint REFERENCES shops);
ALTER TABLE unseen ADD FOREIGN KEY (a) REFERENCES shops;
