-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
CREATE INDEX old ON orders (id, code);
