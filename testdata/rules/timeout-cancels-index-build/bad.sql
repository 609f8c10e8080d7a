SET statement_timeout = '30s';
CREATE INDEX CONCURRENTLY a ON orders (a);  -- expect: timeout-cancels-index-build
RESET statement_timeout;
SET lock_timeout = '2s';
CREATE UNIQUE INDEX CONCURRENTLY b ON orders (b);  -- expect: timeout-cancels-index-build
REINDEX TABLE CONCURRENTLY orders;  -- expect: timeout-cancels-index-build
