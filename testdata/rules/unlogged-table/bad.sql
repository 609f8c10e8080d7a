CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY);  -- expect: unlogged-table
