ALTER TABLE parcels RENAME COLUMN code TO label;
CREATE INDEX CONCURRENTLY b ON parcels (label);  -- expect: redundant-index
CREATE INDEX CONCURRENTLY c ON parcels (label, id);
