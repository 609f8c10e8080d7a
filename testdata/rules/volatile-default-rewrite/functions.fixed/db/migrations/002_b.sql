ALTER TABLE orders ADD COLUMN a int DEFAULT steady();
ALTER TABLE orders ADD COLUMN b int, ALTER COLUMN b SET DEFAULT shaky();
ALTER TABLE orders ADD COLUMN c positive;
ALTER TABLE orders ADD COLUMN d plain;
