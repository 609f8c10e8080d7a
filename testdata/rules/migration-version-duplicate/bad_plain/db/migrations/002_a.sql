-- expect: migration-version-duplicate
CREATE TABLE a (id int);
