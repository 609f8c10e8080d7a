-- Why: it was missing.

CREATE TABLE t1 (id int);
