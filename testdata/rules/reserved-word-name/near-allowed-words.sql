CREATE TABLE events (id bigint PRIMARY KEY, name text, type text, date date, value int);
DROP TABLE "user";
