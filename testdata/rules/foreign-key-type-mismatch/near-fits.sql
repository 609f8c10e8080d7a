CREATE TABLE shops (id serial PRIMARY KEY, code varchar(20) UNIQUE);
CREATE TABLE parcels (
  a bigint REFERENCES shops,
  b text REFERENCES shops (code),
  c int REFERENCES unseen (id)
);
