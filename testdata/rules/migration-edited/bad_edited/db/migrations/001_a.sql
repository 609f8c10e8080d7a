-- expect: migration-edited
CREATE TABLE t1 (id bigint);
