-- +goose Up
CREATE TABLE a (id int);
CREATE TABLE b (id int);
CREATE TABLE c (id int);
CREATE TABLE d (id int);
ALTER TABLE a ADD COLUMN x int;
ALTER TABLE b ADD COLUMN x int;
ALTER TABLE c ADD COLUMN x int;
ALTER TABLE d ADD COLUMN x int;
ALTER TABLE orders ADD COLUMN place text;
