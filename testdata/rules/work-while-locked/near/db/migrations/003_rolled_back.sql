-- +goose Up
SAVEPOINT before;
ALTER TABLE orders ADD COLUMN region text;
ROLLBACK TO before;
UPDATE orders SET state = 'new' WHERE note IS NULL;
