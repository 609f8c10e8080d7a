CREATE TABLE events (id bigint, day date, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
