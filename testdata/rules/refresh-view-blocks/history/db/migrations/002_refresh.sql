REFRESH MATERIALIZED VIEW totals;  -- expect: refresh-view-blocks
REFRESH MATERIALIZED VIEW sums;  -- expect: refresh-view-blocks
