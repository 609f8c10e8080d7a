-- file: db/migrations/001_orders.sql
/* interlock:ignore[sql-syntax] */  -- expect: suppression-without-reason
CREATE TABLE orders (id bigint PRIMARY KEY,);
