-- expect: migration-checksum-stale
CREATE TABLE t2 (id bigint);
