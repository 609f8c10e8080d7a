DROP TABLE events_1;  -- expect: drop-partition-locks-parent
DROP TABLE events_2;
