CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code_idx ON orders (code);  -- expect: if-not-exists-hides-invalid-index
create unique index concurrently if  not exists "Odd" on shop.orders (code);  -- expect: if-not-exists-hides-invalid-index
