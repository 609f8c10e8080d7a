CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN upper_code text
  GENERATED ALWAYS AS (upper(code)) VIRTUAL; -- expect: syntax-newer-than-server
CREATE TABLE notes (
  id bigint PRIMARY KEY,
  note text STORAGE external, -- expect: syntax-newer-than-server
  day daterange
);
ALTER TABLE notes ALTER COLUMN note SET STATISTICS DEFAULT; -- expect: syntax-newer-than-server
