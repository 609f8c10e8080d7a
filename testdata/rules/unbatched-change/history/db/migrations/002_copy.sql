CREATE TABLE states (state text PRIMARY KEY);
INSERT INTO states SELECT DISTINCT state FROM orders;  -- expect: unbatched-change
