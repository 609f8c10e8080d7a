CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
ALTER INDEX IF EXISTS parcels_code RENAME TO other;
