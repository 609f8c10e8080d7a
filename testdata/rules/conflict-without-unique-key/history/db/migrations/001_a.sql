CREATE TABLE v (version integer PRIMARY KEY);
CREATE TABLE w (version integer);
