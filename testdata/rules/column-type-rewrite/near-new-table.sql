CREATE TABLE parcels (id int);
ALTER TABLE parcels ALTER COLUMN id TYPE bigint;
