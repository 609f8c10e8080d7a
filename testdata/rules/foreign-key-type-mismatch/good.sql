CREATE TABLE shops (id bigserial PRIMARY KEY);
CREATE TABLE parcels (a bigint REFERENCES shops);
