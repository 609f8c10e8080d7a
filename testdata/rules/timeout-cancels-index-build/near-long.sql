SET statement_timeout = '6h';
CREATE INDEX CONCURRENTLY a ON orders (a);
SET lock_timeout = '2s';
CREATE INDEX b ON orders (b);
