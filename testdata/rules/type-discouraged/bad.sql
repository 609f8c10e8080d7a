CREATE TABLE orders (
  id bigint PRIMARY KEY,
  code char(8),  -- expect: type-discouraged
  name varchar(50),  -- expect: type-discouraged
  price money,  -- expect: type-discouraged
  weight real,  -- expect: type-discouraged
  opens time with time zone,  -- expect: type-discouraged
  body xml  -- expect: type-discouraged
);
ALTER TABLE orders ADD COLUMN extra hstore;  -- expect: type-discouraged
