DROP INDEX orders_code_idx;  -- expect: drop-index-not-concurrent
DROP INDEX IF EXISTS orders_a_idx, orders_b_idx;  -- expect: drop-index-not-concurrent
