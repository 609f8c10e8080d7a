CREATE TABLE orders_copy AS SELECT * FROM orders;  -- expect: create-table-as-live-data
SELECT id INTO order_ids FROM orders;  -- expect: create-table-as-live-data
