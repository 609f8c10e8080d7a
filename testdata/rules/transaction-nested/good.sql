-- file: db/migrations/001_a.sql
-- +goose Up
SAVEPOINT one;
ALTER TABLE orders ADD COLUMN region text;
ROLLBACK TO one;
RELEASE one;
