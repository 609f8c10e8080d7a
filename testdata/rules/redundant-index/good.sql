CREATE TABLE parcels (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX a ON parcels (code, note);
CREATE INDEX b ON parcels (note);
