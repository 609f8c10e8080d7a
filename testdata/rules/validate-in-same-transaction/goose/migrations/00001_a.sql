-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, n int);
ALTER TABLE orders ADD CONSTRAINT old CHECK (n > -9) NOT VALID;
