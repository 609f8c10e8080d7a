CREATE TABLE events (id bigint PRIMARY KEY, day date) PARTITION BY RANGE (day); -- expect: partition-key-missing-in-unique
