CREATE TABLE parcels (id bigint PRIMARY KEY, code text NOT NULL, tag text);
CREATE UNIQUE INDEX parcels_code_idx ON parcels (code);
CREATE INDEX parcels_tag_idx ON parcels (tag);
ALTER TABLE parcels REPLICA IDENTITY USING INDEX parcels_code_idx;
CREATE TABLE boxes (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);
ALTER TABLE boxes REPLICA IDENTITY USING INDEX boxes_code_key;
