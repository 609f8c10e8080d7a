CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
