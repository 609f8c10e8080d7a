CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE parcels (shop_id bigint REFERENCES shops, note text);
CREATE INDEX ON parcels (shop_id, note);
