-- file: db/migrations/001_a.sql
SET lock_timeout = '5s';
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
CREATE INDEX CONCURRENTLY orders_name_idx ON orders (name);
SET statement_timeout = '1min';
SET statement_timeout = 0;
REINDEX INDEX CONCURRENTLY orders_code_idx;
