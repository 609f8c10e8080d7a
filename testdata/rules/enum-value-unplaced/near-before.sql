ALTER TYPE order_state ADD VALUE 'draft' BEFORE 'open';
ALTER TYPE order_state RENAME VALUE 'lost' TO 'missing';
