ALTER TABLE orders ADD COLUMN a int DEFAULT steady();
ALTER TABLE orders ADD COLUMN b int DEFAULT shaky();  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN c positive;
ALTER TABLE orders ADD COLUMN d plain;
