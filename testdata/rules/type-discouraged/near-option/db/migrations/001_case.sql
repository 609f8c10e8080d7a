CREATE TABLE orders (id bigint PRIMARY KEY, code char(8), weight float);
