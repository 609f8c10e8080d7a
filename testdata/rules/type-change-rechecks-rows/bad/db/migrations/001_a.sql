CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9), n numeric(8, 2));
ALTER TABLE orders ADD CONSTRAINT some_code CHECK (code <> '');
