CREATE TYPE mood AS ENUM ('ok');
CREATE TABLE orders (id int PRIMARY KEY, code text, m mood, j json);
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
ALTER TABLE orders ALTER COLUMN id TYPE text;
ALTER TABLE orders ALTER COLUMN m TYPE text;
ALTER TABLE orders ALTER COLUMN j TYPE jsonb;
ALTER TABLE orders ALTER COLUMN code TYPE uuid USING code::uuid;
