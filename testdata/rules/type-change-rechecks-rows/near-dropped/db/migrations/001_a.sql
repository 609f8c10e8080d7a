CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(9), other int);
ALTER TABLE orders ADD CONSTRAINT some_code CHECK (code <> '');
ALTER TABLE orders ADD CONSTRAINT some_other CHECK (other > 0);
