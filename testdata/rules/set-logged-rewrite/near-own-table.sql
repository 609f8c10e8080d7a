CREATE UNLOGGED TABLE scratch (id bigint PRIMARY KEY);
ALTER TABLE scratch SET LOGGED;
ALTER TABLE orders SET (fillfactor = 80);
