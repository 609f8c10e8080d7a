ALTER TABLE orders ADD COLUMN a uuid;
ALTER TABLE orders ALTER COLUMN a SET DEFAULT gen_random_uuid();
CREATE TABLE parcels (id bigserial PRIMARY KEY, b uuid DEFAULT gen_random_uuid());
ALTER TABLE parcels ADD COLUMN c uuid DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN d uuid DEFAULT NULL;
