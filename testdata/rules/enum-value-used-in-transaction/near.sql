-- file: db/migrations/001_case.sql
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood, note text);
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
UPDATE people SET mood = 'ok', note = 'happy';
CREATE TYPE color AS ENUM ('red');
ALTER TYPE color ADD VALUE 'blue';
ALTER TABLE people ADD COLUMN color color DEFAULT 'blue';
COMMIT;
