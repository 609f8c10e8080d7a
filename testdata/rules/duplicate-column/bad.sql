CREATE TABLE orders (
  id bigint PRIMARY KEY,
  code text,
  code text); -- expect: duplicate-column
CREATE TABLE items (id bigint PRIMARY KEY, code text, label text);
UPDATE items SET code = 'a', label = 'b', code = 'c'; -- expect: duplicate-column
INSERT INTO items (id, code, id) VALUES (1, 'a', 2); -- expect: duplicate-column
