-- file: db/migrations/001_a.sql
SET statement_timeout = '3h';
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
RESET statement_timeout;
SET LOCAL lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_name_idx ON orders (name);
SET lock_timeout = '5s';
CREATE INDEX orders_state_idx ON orders (state);
