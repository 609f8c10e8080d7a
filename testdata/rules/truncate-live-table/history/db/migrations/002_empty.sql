TRUNCATE orders RESTART IDENTITY;  -- expect: truncate-live-table
