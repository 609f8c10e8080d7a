CREATE INDEX CONCURRENTLY orders_id_idx ON orders (id);
CREATE INDEX days_id_idx ON ONLY days (id);
CREATE INDEX days_day_idx ON days (day);
ALTER TABLE orders RENAME TO purchases;
CREATE INDEX CONCURRENTLY purchases_idx ON purchases (code);
