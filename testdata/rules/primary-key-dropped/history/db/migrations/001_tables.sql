CREATE TABLE orders (id bigint CONSTRAINT the_key PRIMARY KEY, a int UNIQUE);
