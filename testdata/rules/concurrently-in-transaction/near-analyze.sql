BEGIN;
ANALYZE orders;
CREATE INDEX plain_idx ON orders (code);
REINDEX TABLE orders;
COMMIT;
