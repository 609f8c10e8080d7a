CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE FUNCTION total_of(bigint) RETURNS int LANGUAGE sql
  AS 'SELECT total FROM orders WHERE id = $1';
