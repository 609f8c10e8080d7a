CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD COLUMN upper_code text -- expect: syntax-newer-than-server
  GENERATED ALWAYS AS (upper(code)) VIRTUAL;
