ALTER TABLE orders ALTER COLUMN note SET NOT NULL; -- expect: contract-undeclared
