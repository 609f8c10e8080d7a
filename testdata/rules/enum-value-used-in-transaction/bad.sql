-- file: db/migrations/001_case.sql
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'happy'; -- expect: enum-value-used-in-transaction
COMMIT;
