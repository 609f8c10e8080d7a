ALTER TABLE orders ADD COLUMN rank int UNIQUE DEFAULT 0; -- expect: required-column-without-default
ALTER TABLE orders ADD COLUMN code text UNIQUE;
ALTER TABLE orders ADD COLUMN token uuid UNIQUE DEFAULT gen_random_uuid();
