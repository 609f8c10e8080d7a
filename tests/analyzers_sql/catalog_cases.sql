-- Small histories, each on a database of its own.

-- Case: a column of another type, read by a CHECK that a child has
CREATE TABLE whole (k int NOT NULL, name uuid) PARTITION BY LIST (k);
ALTER TABLE whole ADD CONSTRAINT given CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE whole ADD CONSTRAINT one_of CHECK (k > 0 OR name IS NOT NULL);
CREATE TABLE piece (LIKE whole INCLUDING CONSTRAINTS);
ALTER TABLE whole ATTACH PARTITION piece FOR VALUES IN (1);
COMMENT ON CONSTRAINT one_of ON whole IS 'kept';
COMMENT ON CONSTRAINT one_of ON piece IS 'lost';
ALTER TABLE whole ALTER COLUMN name TYPE text USING name::text;

-- Case: a CHECK that a child states, too, and a column of another type
CREATE TABLE base (a int, b int);
ALTER TABLE base ADD CONSTRAINT given CHECK (a > 0);
CREATE TABLE heir (b int, CONSTRAINT given CHECK (a > 0)) INHERITS (base);
COMMENT ON CONSTRAINT given ON heir IS 'kept';
ALTER TABLE base ALTER COLUMN a TYPE bigint;

-- Case: LIKE of a partition, whose identity is the whole's
CREATE TABLE whole (k int NOT NULL, a int GENERATED ALWAYS AS IDENTITY
  (START 5 INCREMENT 2)) PARTITION BY LIST (k);
CREATE TABLE piece PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE copied (LIKE piece INCLUDING ALL);

-- Case: what a query reads is looked up before its table is there
SET search_path TO app, public;
CREATE SCHEMA app;
CREATE TABLE public.orders (a int NOT NULL, b text);
CREATE TABLE orders AS SELECT b, a FROM orders;
CREATE TABLE public.users (a int, b text);
CREATE VIEW users AS SELECT u.b FROM users u;

-- Case: the sequence of a table that belongs to another role
ALTER DEFAULT PRIVILEGES FOR ROLE writer GRANT USAGE ON SEQUENCES TO reader;
CREATE TABLE owned (a int NOT NULL);
ALTER TABLE owned OWNER TO writer;
ALTER TABLE owned ALTER a ADD GENERATED ALWAYS AS IDENTITY;

-- Case: a table that is unlogged already
CREATE UNLOGGED TABLE fast (a int);
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers OWNED BY fast.a;
ALTER TABLE fast SET UNLOGGED;

-- Case: a default that keeps the type it was written for
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN short AS text;
CREATE TABLE users (a mood DEFAULT 'ok', b short DEFAULT 'x', c mood);
ALTER TABLE users ALTER a TYPE text USING a::text, ALTER b TYPE text,
  ALTER c TYPE text USING c::text;
ALTER TABLE users ALTER c SET DEFAULT 'y';
DROP TYPE mood CASCADE;
DROP DOMAIN short;

-- Case: an index of a partition that is written another way
CREATE TABLE whole (k int NOT NULL, name text) PARTITION BY LIST (k);
CREATE TABLE piece (name text, k int NOT NULL);
ALTER TABLE whole ATTACH PARTITION piece FOR VALUES IN (1);
CREATE INDEX ON piece (LOWER( name )) WHERE k>0;
CREATE INDEX ON piece (lower(name)) WHERE k > 1;
CREATE INDEX ON whole (lower(name)) WHERE (k > 0);
CREATE INDEX ON whole (lower(name));

-- Case: a column that goes with another one, but not from the children
CREATE TABLE base (id int, code text);
CREATE TABLE heir (id int, code text);
ALTER TABLE heir INHERIT base;
CREATE TABLE other () INHERITS (base);
ALTER TABLE base ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED;
ALTER TABLE base DROP COLUMN id CASCADE;

-- Case: what a policy read before it was altered
CREATE FUNCTION mine(int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE TABLE users (id int, code text, owner_id int);
CREATE POLICY own ON users USING (code IS NOT NULL AND mine(id));
CREATE POLICY other ON users USING (owner_id > 0) WITH CHECK (id > 0);
ALTER POLICY own ON users USING (true);
ALTER POLICY other ON users USING (code IS NULL);
ALTER TABLE users DROP COLUMN owner_id;
DROP FUNCTION mine(int);
ALTER TABLE users DROP COLUMN code CASCADE;

-- Case: a partition takes a foreign key as it was altered
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE whole (k int NOT NULL, user_id int REFERENCES users)
  PARTITION BY LIST (k);
ALTER TABLE whole ALTER CONSTRAINT whole_user_id_fkey DEFERRABLE;
CREATE TABLE piece PARTITION OF whole FOR VALUES IN (1);

-- Case: a column that owns a sequence from before it was an identity
CREATE TABLE logs (pk serial PRIMARY KEY);
ALTER TABLE logs_pk_seq RENAME TO numbers;
ALTER TABLE logs ALTER COLUMN pk DROP DEFAULT;
ALTER TABLE logs ALTER COLUMN pk ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE logs RENAME pk TO id;
ALTER TABLE logs ALTER COLUMN id DROP IDENTITY IF EXISTS;

-- Case: an attribute goes from the children of its tables, too
CREATE TYPE pair AS (x int, y text);
CREATE TABLE typed OF pair;
CREATE TABLE heir (a int) INHERITS (typed);
ALTER TYPE pair DROP ATTRIBUTE y CASCADE;

-- Case: a primary key makes the columns of children NOT NULL
CREATE TABLE base (a int, b int);
CREATE TABLE heir (LIKE base);
ALTER TABLE heir INHERIT base;
ALTER TABLE base ADD PRIMARY KEY (a, b);

-- Case: a new type gives the indexes of partitions names of the server's own
CREATE TABLE whole (k int, a int, b int, c int) PARTITION BY LIST (k);
CREATE TABLE piece (k int, a int, b int, c int);
CREATE INDEX by_hand ON piece (a);
CREATE UNIQUE INDEX by_hand_too ON piece (k, a);
CREATE INDEX kept ON piece (b);
CREATE INDEX whole_a ON whole (a);
CREATE INDEX whole_b ON whole (b);
ALTER TABLE whole ADD CONSTRAINT whole_key UNIQUE (k, a);
ALTER TABLE whole ATTACH PARTITION piece FOR VALUES IN (7);
CREATE TABLE parts PARTITION OF whole FOR VALUES IN (1, 2)
  PARTITION BY LIST (k);
CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);
ALTER INDEX part_a_idx RENAME TO told;
CREATE INDEX half ON ONLY whole (c) INCLUDE (a);
ALTER TABLE whole ALTER COLUMN a TYPE bigint;

-- Case: names of indexes of partitions collide in the order of the bounds
CREATE TABLE whole (k int, a int) PARTITION BY LIST (k);
CREATE INDEX i ON whole (a);
CREATE TABLE partition_with_a_name_so_long_that_only_its_end_counts_1
  PARTITION OF whole DEFAULT;
CREATE TABLE partition_with_a_name_so_long_that_only_its_end_counts_2
  PARTITION OF whole FOR VALUES IN (12, 3);
CREATE TABLE partition_with_a_name_so_long_that_only_its_end_counts_3
  PARTITION OF whole FOR VALUES IN (5);
CREATE TABLE partition_with_a_name_so_long_that_only_its_end_counts_4
  PARTITION OF whole FOR VALUES IN (-12);
CREATE TABLE partition_with_a_name_so_long_that_only_its_end_counts_5
  PARTITION OF whole FOR VALUES IN (-3);
ALTER TABLE whole ALTER COLUMN a TYPE text;
CREATE INDEX j ON whole (a, k);

-- Case: a column that parent and child state goes from both with its type
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE base (id bigint, note mood DEFAULT 'ok');
CREATE TABLE heir (pk int, note mood, last text) INHERITS (base);
DROP TYPE mood CASCADE;

-- Case: LIKE names copied statistics by the order of the table
CREATE TABLE first (a int, b int, c int);
CREATE STATISTICS st ON c, a FROM first;
CREATE TABLE second (LIKE first INCLUDING ALL);

-- Case: a key over a column that took the name of an older one
CREATE TABLE users (id int, email text, other text);
ALTER TABLE users RENAME email TO ref;
ALTER TABLE users RENAME other TO email;
ALTER TABLE users ADD EXCLUDE USING btree (email WITH =);
ALTER TABLE users ADD UNIQUE (ref, email);

-- Case: a grant on a column goes with it, whoever takes its name
CREATE TABLE heir (id int, mood int, last text);
GRANT SELECT (id), UPDATE (last) ON heir TO PUBLIC;
ALTER TABLE heir DROP COLUMN id;
ALTER TABLE heir RENAME mood TO id;

-- Case: a default of its own does not go with the parent's sequence
CREATE TABLE base (id bigserial PRIMARY KEY);
CREATE TABLE heir (id bigint DEFAULT 2) INHERITS (base);
DROP SEQUENCE base_id_seq CASCADE;
