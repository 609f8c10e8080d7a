-- expect: migration-out-of-order
CREATE TABLE t2 (id int);
