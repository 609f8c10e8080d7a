-- +goose Up
CREATE TABLE orders (id bigint PRIMARY KEY, code text, note text);
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
