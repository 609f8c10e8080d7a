ALTER TABLE orders ADD COLUMN a int NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN b timestamptz DEFAULT now();
ALTER TABLE orders ADD COLUMN c timestamptz DEFAULT now() - interval '1 day';
ALTER TABLE orders ADD COLUMN d jsonb DEFAULT '{}'::jsonb;
ALTER TABLE orders ADD COLUMN e text DEFAULT lower('A');
