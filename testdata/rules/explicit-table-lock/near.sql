-- file: db/migrations/001_a.sql
BEGIN;
CREATE TABLE parcels (id bigint);
LOCK TABLE parcels;
COMMIT;
