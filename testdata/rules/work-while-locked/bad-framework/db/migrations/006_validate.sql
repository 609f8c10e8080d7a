-- +goose Up
ALTER TABLE customers ADD COLUMN place text;
ALTER TABLE orders VALIDATE CONSTRAINT place_given; -- expect: work-while-locked
