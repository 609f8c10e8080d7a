CREATE TABLE events_2026 PARTITION OF events  -- expect: default-partition-scan
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_2027 (id bigint, day date);
ALTER TABLE events ATTACH PARTITION events_2027  -- expect: default-partition-scan
  FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
