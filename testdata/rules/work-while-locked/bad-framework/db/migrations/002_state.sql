-- +goose Up
CREATE INDEX ON orders (code);
ALTER TABLE orders ADD COLUMN state text;
UPDATE customers SET name = 'x' WHERE name IS NULL; -- expect: work-while-locked
