-- +goose Up
ALTER TABLE orders ADD COLUMN place text;
COMMIT; -- expect: transaction-nested
ALTER TABLE orders ADD COLUMN street text;
