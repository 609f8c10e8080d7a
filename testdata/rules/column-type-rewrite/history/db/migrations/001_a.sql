CREATE TABLE orders (id int, code varchar(50), n numeric(10,2), at timestamp,
  state varchar(8) CHECK (state <> ''));
