CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
ALTER TABLE IF EXISTS parcels_code RENAME TO other;  -- expect: alter-table-on-index
