REFRESH MATERIALIZED VIEW totals;  -- expect: refresh-view-blocks
REFRESH MATERIALIZED VIEW sums WITH NO DATA;  -- expect: refresh-view-blocks
