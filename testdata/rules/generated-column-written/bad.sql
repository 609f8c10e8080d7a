-- file: db/migrations/001_case.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO orders (id) VALUES (1); -- expect: generated-column-written
