-- migrate:up
CREATE TABLE orders (id bigint PRIMARY KEY, code text);
-- migrate:down
DROP TABLE orders;
