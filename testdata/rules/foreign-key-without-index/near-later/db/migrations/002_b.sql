CREATE INDEX CONCURRENTLY parcels_a ON parcels (a);
ALTER TABLE parcels RENAME COLUMN c TO e;
CREATE INDEX parcels_e ON parcels (e, b);
ALTER TABLE parcels DROP COLUMN d;
DROP TABLE gone;
