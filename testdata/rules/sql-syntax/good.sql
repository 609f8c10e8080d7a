-- file: db/migrations/001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text DEFAULT 'café 😀');
