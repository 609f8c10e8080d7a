CREATE TABLE orders_2025 () INHERITS (orders);  -- expect: table-inheritance
ALTER TABLE orders_2024 INHERIT orders;  -- expect: table-inheritance
