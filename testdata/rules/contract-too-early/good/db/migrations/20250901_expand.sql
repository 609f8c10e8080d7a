ALTER TABLE orders ADD COLUMN new_total bigint;
