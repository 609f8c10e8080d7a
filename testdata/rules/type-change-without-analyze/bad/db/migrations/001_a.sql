CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9), note varchar(9));
