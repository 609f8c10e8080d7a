CREATE TABLE parcels (code text);
CREATE INDEX parcels_code ON parcels (code);
DROP INDEX parcels_code;
DROP INDEX CONCURRENTLY unseen;
DROP INDEX orders_code;  -- expect: drop-index-not-concurrent
