ALTER TABLE orders ADD CONSTRAINT note_set CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT note_set;
ALTER TABLE orders
  ALTER COLUMN note SET NOT NULL,  -- expect: set-not-null-scan
  DROP CONSTRAINT note_set;
