CREATE TABLE orders (id serial PRIMARY KEY, n smallserial);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;  -- expect: sequence-keeps-int-limit
ALTER TABLE orders ALTER COLUMN n TYPE int;  -- expect: sequence-keeps-int-limit
