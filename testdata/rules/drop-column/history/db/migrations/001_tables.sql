CREATE TABLE orders (id bigint PRIMARY KEY, note text, kind text);
CREATE INDEX orders_kind_note_idx ON orders (kind, note);
