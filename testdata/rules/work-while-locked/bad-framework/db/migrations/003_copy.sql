-- +goose Up
ALTER TABLE orders ADD COLUMN region text;
CREATE TABLE copies AS SELECT * FROM orders; -- expect: work-while-locked
