-- file: db/migrations/001_a.sql
SET statement_timeout = 0;
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
