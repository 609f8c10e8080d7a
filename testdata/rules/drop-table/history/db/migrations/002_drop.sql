DROP TABLE IF EXISTS never_there;
DROP TABLE events_1;
DROP TABLE orders;  -- expect: drop-table
