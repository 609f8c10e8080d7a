ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders ADD COLUMN b int;  -- expect: repeated-alter-table
ALTER TABLE orders ALTER COLUMN c TYPE bigint;  -- expect: repeated-alter-table
