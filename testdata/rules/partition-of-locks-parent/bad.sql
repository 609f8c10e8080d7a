CREATE TABLE events_2026 PARTITION OF events  -- expect: partition-of-locks-parent
  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE events_2027 PARTITION OF events
  FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
