ALTER TABLE orders DROP CONSTRAINT orders_total_check;
ALTER TABLE orders DROP COLUMN n;
