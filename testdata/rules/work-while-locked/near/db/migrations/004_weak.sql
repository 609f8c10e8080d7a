-- +goose Up
COMMENT ON TABLE orders IS 'x';
ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500;
UPDATE orders SET state = 'new' WHERE note IS NULL;
