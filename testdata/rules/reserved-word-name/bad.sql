CREATE TABLE "user" (id bigint PRIMARY KEY,  -- expect: reserved-word-name
  "order" int);  -- expect: reserved-word-name
ALTER TABLE orders RENAME COLUMN rank TO "limit";  -- expect: reserved-word-name
