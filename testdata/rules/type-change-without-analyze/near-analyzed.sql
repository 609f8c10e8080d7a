ALTER TABLE orders ALTER COLUMN code TYPE text;
CREATE TABLE parcels (code varchar(9));
ALTER TABLE parcels ALTER COLUMN code TYPE text;
ANALYZE orders (code);
