ALTER TABLE orders SET SCHEMA archive;
CREATE VIEW public.orders AS SELECT * FROM archive.orders;
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels SET SCHEMA archive;
ALTER FUNCTION total(bigint) SET SCHEMA archive;
