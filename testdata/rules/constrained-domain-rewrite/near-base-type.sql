CREATE DOMAIN positive AS int CHECK (VALUE > 0);
ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b unseen_type;
CREATE TABLE parcels (id bigint);
ALTER TABLE parcels ADD COLUMN a positive;
