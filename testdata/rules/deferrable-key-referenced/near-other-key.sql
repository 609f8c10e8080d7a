CREATE TABLE shops (id bigint PRIMARY KEY, code text UNIQUE DEFERRABLE);
CREATE TABLE parcels (shop bigint REFERENCES shops);
CREATE TABLE depots (code text UNIQUE DEFERRABLE);
CREATE UNIQUE INDEX depots_code ON depots (code);
CREATE TABLE stays (depot text REFERENCES depots (code));
