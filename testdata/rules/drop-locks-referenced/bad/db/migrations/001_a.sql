CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (a_id bigint REFERENCES a, a2_id bigint REFERENCES a, n int);
CREATE TABLE d (b_id bigint CONSTRAINT to_b REFERENCES b);
