CREATE TABLE events (id bigint, day date, note text) PARTITION BY RANGE (day);
CREATE TABLE events_2025 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events_2025 DROP COLUMN note; -- expect: inherited-part-changed
