SET statement_timeout = '30s';
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY a ON orders (a);
RESET statement_timeout;
SET lock_timeout = '2s';
SET lock_timeout = 0;
CREATE UNIQUE INDEX CONCURRENTLY b ON orders (b);
SET lock_timeout = 0;
REINDEX TABLE CONCURRENTLY orders;
