SELECT id, note FROM orders WHERE id = $1;
SELECT o.*, count(*) OVER () AS n FROM orders o ORDER BY n;
