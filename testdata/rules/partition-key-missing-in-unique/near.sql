CREATE TABLE events (id bigint, day date, PRIMARY KEY (day, id))
  PARTITION BY RANGE (day);
CREATE INDEX events_id_idx ON events (id);
CREATE TABLE events_2025 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE UNIQUE INDEX events_2025_id_idx ON events_2025 (id);
