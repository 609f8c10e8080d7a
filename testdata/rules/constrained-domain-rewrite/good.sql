CREATE DOMAIN plain AS int;
ALTER TABLE orders ADD COLUMN a plain;
