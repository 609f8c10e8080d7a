ALTER TABLE orders ADD COLUMN extra text;
ALTER TABLE orders DROP COLUMN note;  -- expect: drop-column
ALTER TABLE orders DROP COLUMN extra;
ALTER TABLE orders DROP COLUMN IF EXISTS never_there;
