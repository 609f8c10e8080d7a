REINDEX INDEX orders_code;  -- expect: reindex-not-concurrent
