ALTER TABLE orders ALTER COLUMN code TYPE varchar COLLATE "C";  -- expect: type-change-rebuilds-index
