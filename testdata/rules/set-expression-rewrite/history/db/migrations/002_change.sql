ALTER TABLE orders ALTER COLUMN v SET EXPRESSION AS (a * 3);
ALTER TABLE orders ALTER COLUMN s SET EXPRESSION AS (a * 3);  -- expect: set-expression-rewrite
