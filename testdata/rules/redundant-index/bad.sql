CREATE TABLE parcels (id bigint PRIMARY KEY, code text, note text);
CREATE INDEX a ON parcels (code, note);
CREATE INDEX b ON parcels (code);  -- expect: redundant-index
CREATE INDEX c ON parcels (code, note);  -- expect: redundant-index
CREATE INDEX d ON parcels (id);  -- expect: redundant-index
