CREATE INDEX orders_id_idx ON orders (id);  -- expect: index-not-concurrent
CREATE INDEX days_id_idx ON ONLY days (id);
CREATE INDEX days_day_idx ON days (day);  -- expect: index-not-concurrent
ALTER TABLE orders RENAME TO purchases;
CREATE INDEX purchases_idx ON purchases (code);  -- expect: index-not-concurrent
