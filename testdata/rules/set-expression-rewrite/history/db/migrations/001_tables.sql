CREATE TABLE orders (
  a int,
  v int GENERATED ALWAYS AS (a * 2) VIRTUAL,
  s int GENERATED ALWAYS AS (a * 2) STORED
);
