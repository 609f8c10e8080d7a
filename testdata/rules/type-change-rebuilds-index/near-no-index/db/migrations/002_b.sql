ALTER TABLE orders ALTER COLUMN note TYPE text COLLATE "C";
CREATE TABLE parcels (code text);
CREATE INDEX parcels_code_idx ON parcels (code);
ALTER TABLE parcels ALTER COLUMN code TYPE text COLLATE "C";
