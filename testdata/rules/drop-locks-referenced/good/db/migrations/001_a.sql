CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (a_id bigint REFERENCES a, n int);
