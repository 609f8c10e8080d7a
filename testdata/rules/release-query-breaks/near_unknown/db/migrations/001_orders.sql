CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE VIEW v AS SELECT id FROM orders;
