CREATE INDEX CONCURRENTLY customer_order_items_by_product_and_warehouse_and_delivery_day_idx ON order_items (product_id);  -- expect: identifier-too-long
ALTER TABLE orders ADD COLUMN a_column_whose_name_goes_on_and_on_until_it_is_longer_than_it_may_be int;  -- expect: identifier-too-long
