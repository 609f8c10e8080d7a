-- file: db/migrations/001_a.sql
-- +goose NO TRANSACTION
-- +goose Up
BEGIN;
ALTER TABLE orders ADD COLUMN region text;
COMMIT;
