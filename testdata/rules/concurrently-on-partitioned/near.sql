CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX CONCURRENTLY events_2025_id_idx ON events_2025 (id);
CREATE INDEX events_id_idx ON ONLY events (id);
DROP INDEX CONCURRENTLY events_2025_id_idx;
