ALTER TABLE orders ADD COLUMN extra text;
