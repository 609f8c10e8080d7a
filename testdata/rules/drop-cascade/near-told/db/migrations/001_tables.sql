CREATE TABLE people (id bigint PRIMARY KEY, note text);
CREATE TABLE pets (id bigint PRIMARY KEY, owner bigint REFERENCES people (id));
CREATE TABLE places (id bigint PRIMARY KEY, name text);
CREATE VIEW spots AS SELECT id, name FROM places;
