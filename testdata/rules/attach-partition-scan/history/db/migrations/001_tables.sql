CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE events_2025 (id bigint, day date);
