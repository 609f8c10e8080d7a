CREATE TABLE parcels (id bigint);
