SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY a ON orders (a);
