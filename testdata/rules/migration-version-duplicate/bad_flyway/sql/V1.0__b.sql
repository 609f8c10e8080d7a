-- expect: migration-version-duplicate
CREATE TABLE b (id int);
