CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (shop bigint REFERENCES shops DEFERRABLE);
