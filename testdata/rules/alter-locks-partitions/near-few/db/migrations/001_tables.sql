CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events
  FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
