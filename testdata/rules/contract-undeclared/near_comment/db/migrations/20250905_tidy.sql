-- Contract: nobody reads the note any more.
ALTER TABLE orders DROP COLUMN note;
