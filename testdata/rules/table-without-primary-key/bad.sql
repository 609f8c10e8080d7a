CREATE TABLE events (happened_at timestamptz NOT NULL, body text);  -- expect: table-without-primary-key
CREATE TABLE links (a bigint, b bigint, UNIQUE (a, b));  -- expect: table-without-primary-key
