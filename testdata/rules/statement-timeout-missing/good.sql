-- file: db/migrations/001_a.sql
SET statement_timeout = '1min';
ALTER TABLE orders ADD COLUMN region text;
