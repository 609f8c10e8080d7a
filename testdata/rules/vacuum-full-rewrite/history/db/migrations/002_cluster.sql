CLUSTER orders USING orders_pkey;  -- expect: vacuum-full-rewrite
