-- expect: migration-version-gap
CREATE TABLE t5 (id int);
