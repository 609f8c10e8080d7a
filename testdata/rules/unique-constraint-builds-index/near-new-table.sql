CREATE TABLE parcels (id bigint, code text UNIQUE);
ALTER TABLE parcels ADD PRIMARY KEY (id);
ALTER TABLE customers ADD CONSTRAINT old CHECK (id > 0) NOT VALID;
ALTER TABLE parcels ADD COLUMN seal text UNIQUE;
