-- file: db/migrations/001_a.sql
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code); -- expect: index-build-under-timeout
CREATE INDEX CONCURRENTLY orders_name_idx ON orders (name);
SET statement_timeout = '1min';
REINDEX INDEX CONCURRENTLY orders_code_idx; -- expect: index-build-under-timeout
