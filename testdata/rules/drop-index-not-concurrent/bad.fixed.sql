DROP INDEX CONCURRENTLY orders_code_idx;
DROP INDEX IF EXISTS orders_a_idx, orders_b_idx;
