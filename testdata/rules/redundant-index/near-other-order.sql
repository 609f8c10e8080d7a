CREATE TABLE parcels (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX a ON parcels (code, note);
CREATE UNIQUE INDEX b ON parcels (code);
CREATE INDEX c ON parcels (code DESC);
CREATE INDEX d ON parcels (code) WHERE note IS NULL;
CREATE INDEX e ON parcels (code text_pattern_ops);
CREATE INDEX f ON parcels USING hash (code);
CREATE INDEX g ON parcels (lower(code));
