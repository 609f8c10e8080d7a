ALTER TABLE parcels RENAME COLUMN code TO label;
CREATE INDEX CONCURRENTLY b ON parcels (label);  -- expect: redundant-index
DROP INDEX a;
CREATE INDEX CONCURRENTLY c ON parcels (label, id);
