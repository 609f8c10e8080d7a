CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE parcels (
  id bigserial,
  code bigint,
  PRIMARY KEY (code)
);
ALTER TABLE notes ADD COLUMN id int GENERATED ALWAYS AS IDENTITY;
