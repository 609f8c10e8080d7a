ALTER TABLE orders DROP COLUMN a, DROP COLUMN b;  -- expect: drop-column
ALTER TABLE orders DROP COLUMN c;
ALTER TABLE parcels DROP COLUMN IF EXISTS code;  -- expect: drop-column
