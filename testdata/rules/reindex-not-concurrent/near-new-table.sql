CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
REINDEX INDEX parcels_code;
REINDEX TABLE parcels;
REINDEX (CONCURRENTLY) TABLE orders;
