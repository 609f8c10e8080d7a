CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
CREATE INDEX a ON parcels (code);
