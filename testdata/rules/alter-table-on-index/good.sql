CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
ALTER INDEX parcels_code RENAME TO other;
