BEGIN;
ALTER TABLE orders ADD CONSTRAINT a CHECK (n > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT b FOREIGN KEY (c_id) REFERENCES c NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT a;  -- expect: validate-in-same-transaction
ALTER TABLE orders VALIDATE CONSTRAINT b;  -- expect: validate-in-same-transaction
COMMIT;
