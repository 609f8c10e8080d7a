CREATE TABLE facts (id bigint PRIMARY KEY);
ALTER TABLE facts SET ACCESS METHOD heap2;
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
ALTER TABLE events SET ACCESS METHOD columnar;
