-- expect: migration-name-ignored
CREATE TABLE t3 (id int);
