CREATE TABLE IF NOT EXISTS notes (body text);
ALTER TABLE notes ADD COLUMN id bigint;
