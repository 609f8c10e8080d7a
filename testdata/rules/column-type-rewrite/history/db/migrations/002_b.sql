ALTER TABLE orders ALTER COLUMN code TYPE varchar(100);
ALTER TABLE orders ALTER COLUMN code TYPE text;
ALTER TABLE orders ALTER COLUMN n TYPE numeric(12,2);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;  -- expect: column-type-rewrite
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);  -- expect: column-type-rewrite
ALTER TABLE orders ALTER COLUMN state TYPE varchar(20);
ALTER TABLE orders ALTER COLUMN at TYPE timestamptz;  -- expect: column-type-rewrite
