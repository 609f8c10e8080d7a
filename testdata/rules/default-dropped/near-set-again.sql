-- file: db/migrations/002_case.sql
CREATE TYPE state AS ENUM ('new');
ALTER TABLE orders ADD COLUMN kind text NOT NULL DEFAULT 'new';
ALTER TABLE orders ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN kind TYPE state USING kind::state;
ALTER TABLE orders ALTER COLUMN kind SET DEFAULT 'new';
