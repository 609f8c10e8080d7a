CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE TABLE bills (id bigint PRIMARY KEY, total int);
CREATE FUNCTION total_of(bigint) RETURNS int LANGUAGE sql
  AS 'SELECT total FROM bills WHERE id = $1';
CREATE FUNCTION some(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'SELECT total FROM ' || what;
  RAISE NOTICE 'total';
END $$;
