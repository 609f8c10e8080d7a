-- file: db/migrations/001_orders.sql
-- interlock:ignore[sql-syntax] café 😀  -- expect: suppression-unused
CREATE TABLE orders (id bigint PRIMARY KEY);
