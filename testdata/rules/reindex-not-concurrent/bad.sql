REINDEX TABLE orders;  -- expect: reindex-not-concurrent
REINDEX INDEX orders_code_idx;  -- expect: reindex-not-concurrent
REINDEX SCHEMA public;  -- expect: reindex-not-concurrent
