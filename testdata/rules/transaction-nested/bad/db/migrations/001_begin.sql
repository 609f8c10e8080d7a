-- +goose Up
BEGIN; -- expect: transaction-nested
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
