CREATE TABLE old_orders AS TABLE orders;  -- expect: create-table-as-live-data
