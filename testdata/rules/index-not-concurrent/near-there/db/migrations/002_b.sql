CREATE INDEX IF NOT EXISTS orders_code_idx ON orders (code);
