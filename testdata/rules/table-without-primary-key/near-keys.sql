CREATE TABLE later (id bigint NOT NULL);
ALTER TABLE later ADD CONSTRAINT later_pkey PRIMARY KEY (id);
CREATE TABLE links (a bigint NOT NULL, b bigint NOT NULL, UNIQUE (a, b));
CREATE TABLE codes (code text NOT NULL);
CREATE UNIQUE INDEX codes_code_idx ON codes (code);
CREATE TEMPORARY TABLE work (id bigint);
CREATE TABLE copies (LIKE codes INCLUDING ALL);
CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE gone (id bigint);
DROP TABLE gone;
