CREATE TABLE parcels (id bigserial PRIMARY KEY, code character varying(20));
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS code varchar(20);
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS id bigint;
ALTER TABLE unseen ADD COLUMN IF NOT EXISTS a int;
