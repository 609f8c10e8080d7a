DROP INDEX CONCURRENTLY IF EXISTS orders_code_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code_idx ON orders (code);
CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
