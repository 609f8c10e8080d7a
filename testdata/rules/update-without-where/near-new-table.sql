CREATE TABLE parcels (id bigint);
INSERT INTO parcels SELECT id FROM orders;
UPDATE parcels SET id = id + 1;
DELETE FROM parcels;
CREATE TEMP TABLE scratch (id bigint);
DELETE FROM scratch;
