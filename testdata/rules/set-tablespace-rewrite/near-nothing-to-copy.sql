CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels SET TABLESPACE fast;
CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
ALTER TABLE events SET TABLESPACE fast;
