ALTER TABLE orders DROP COLUMN note;
ALTER TABLE lines ADD COLUMN total int;
ALTER TABLE lines RENAME COLUMN id TO line_id;
DROP TABLE old_notes;
