ALTER TYPE order_state RENAME VALUE 'sent' TO 'shipped';  -- expect: enum-value-renamed
