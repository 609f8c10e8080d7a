CREATE TABLE parcels (id bigint, code text UNIQUE CHECK (code <> ''), PRIMARY KEY (id));
