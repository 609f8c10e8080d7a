CREATE TABLE parcels (id bigint PRIMARY KEY, code varchar(20));
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS code text;  -- expect: if-not-exists-hides-column-type
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS id int;  -- expect: if-not-exists-hides-column-type
