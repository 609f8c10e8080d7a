CREATE TABLE orders (id bigint, n int NOT NULL);
