DROP INDEX orders_code_idx;
ALTER TABLE orders DROP COLUMN extra;
