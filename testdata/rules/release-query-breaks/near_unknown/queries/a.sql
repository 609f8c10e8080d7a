WITH x AS (SELECT id AS a, total FROM orders) SELECT a, b.c, d FROM x, elsewhere b;
SELECT anything FROM v;
SELECT x.y FROM json_each($1) AS x;
SELECT ctid, id FROM orders ORDER BY 1;
SELECT (SELECT max(o.id) FROM orders o WHERE o.id = orders.id) FROM orders;
