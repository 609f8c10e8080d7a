-- +goose NO TRANSACTION
-- +goose Up
INSERT INTO orders (id) VALUES (1);
UPDATE orders SET region = 'x' WHERE id = 1; -- expect: statements-without-transaction
