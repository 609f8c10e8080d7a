-- expect: migration-version-duplicate
CREATE TABLE c (id int);
