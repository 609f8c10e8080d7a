-- +goose Up
ALTER TABLE orders ADD CONSTRAINT a CHECK (n > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT a;  -- expect: validate-in-same-transaction
ALTER TABLE orders VALIDATE CONSTRAINT old;
