DROP RULE no_delete ON orders;
CREATE VIEW totals AS SELECT 1 AS id;
