CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
INSERT INTO parcels SELECT id, code FROM orders;
CREATE INDEX parcels_code_idx ON parcels (code);
CREATE TEMPORARY TABLE scratch AS SELECT * FROM orders;
CREATE INDEX ON scratch (id);
CREATE TABLE IF NOT EXISTS app.events (id bigint);
CREATE INDEX ON app.events (id);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
CREATE INDEX ON totals (n);
