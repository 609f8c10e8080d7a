CREATE TABLE orders_copy (LIKE orders INCLUDING ALL);
