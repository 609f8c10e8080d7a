-- +goose Up
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'new' WHERE id = 7;
UPDATE orders SET state = 'new' WHERE code = 'A';
INSERT INTO orders (id) VALUES (1), (2);
CREATE TABLE states (name text);
UPDATE states SET name = 'x';
INSERT INTO states SELECT 'y';
