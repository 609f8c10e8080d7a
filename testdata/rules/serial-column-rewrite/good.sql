ALTER TABLE orders ADD COLUMN seq bigint;
