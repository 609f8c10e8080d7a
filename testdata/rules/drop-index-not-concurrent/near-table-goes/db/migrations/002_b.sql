DROP INDEX orders_code;
DROP TABLE orders;
