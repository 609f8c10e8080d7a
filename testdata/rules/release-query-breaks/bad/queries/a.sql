SELECT id,
  note -- expect: release-query-breaks
FROM orders;
SELECT total -- expect: release-query-breaks
FROM orders, lines WHERE orders_id = orders.id;
SELECT l.id -- expect: release-query-breaks
FROM lines l;
SELECT id FROM old_notes; -- expect: release-query-breaks
UPDATE orders SET note = $1 -- expect: release-query-breaks
WHERE id = $2;
DELETE FROM orders WHERE
  note IS NULL; -- expect: release-query-breaks
