ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE orders DROP COLUMN note; -- expect: contract-undeclared
