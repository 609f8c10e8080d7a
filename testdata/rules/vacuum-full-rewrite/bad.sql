VACUUM FULL orders;  -- expect: vacuum-full-rewrite
VACUUM (FULL, ANALYZE) parcels;  -- expect: vacuum-full-rewrite
VACUUM FULL;  -- expect: vacuum-full-rewrite
CLUSTER orders USING orders_pkey;  -- expect: vacuum-full-rewrite
CLUSTER;  -- expect: vacuum-full-rewrite
