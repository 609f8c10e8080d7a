CREATE TYPE pair AS (a int, b int);
ALTER TYPE order_state ADD VALUE 'x' AFTER 'y';
