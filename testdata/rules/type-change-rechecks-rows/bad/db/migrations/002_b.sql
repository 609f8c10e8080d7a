ALTER TABLE orders ALTER COLUMN n TYPE numeric(9, 2);
ALTER TABLE orders ALTER COLUMN code TYPE text;  -- expect: type-change-rechecks-rows
