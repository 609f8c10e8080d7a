CREATE TABLE orders (
  id bigint PRIMARY KEY,
  payload json NOT NULL  -- expect: json-column
);
ALTER TABLE orders ADD COLUMN extra json;  -- expect: json-column
ALTER TABLE orders ALTER COLUMN note TYPE json USING note::json;  -- expect: json-column
