CREATE TABLE IF NOT EXISTS notes (body text);  -- expect: table-without-primary-key
