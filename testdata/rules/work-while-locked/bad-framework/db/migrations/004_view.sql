-- +goose Up
ALTER TABLE orders ADD COLUMN place text;
CREATE MATERIALIZED VIEW totals AS SELECT * FROM orders; -- expect: work-while-locked
