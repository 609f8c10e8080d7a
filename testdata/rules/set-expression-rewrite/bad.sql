ALTER TABLE orders ALTER COLUMN total SET EXPRESSION AS (a * b);  -- expect: set-expression-rewrite
