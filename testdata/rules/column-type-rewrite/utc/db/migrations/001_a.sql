CREATE TABLE orders (id int, at timestamp);
