ALTER TABLE orders ADD COLUMN code text NOT NULL; -- expect: required-column-without-default
