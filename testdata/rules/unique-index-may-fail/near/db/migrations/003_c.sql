UPDATE orders SET code = id::text WHERE code IS NULL;
CREATE UNIQUE INDEX CONCURRENTLY c ON orders (code);
