ALTER TABLE events ATTACH PARTITION events_2025  -- expect: attach-partition-scan
  FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
