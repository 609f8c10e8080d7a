CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood, note text, code text UNIQUE);
CREATE TABLE pets (id bigint PRIMARY KEY, owner bigint REFERENCES people (id), code text REFERENCES people (code));
CREATE VIEW notes AS SELECT note FROM people;
CREATE TABLE places (id bigint PRIMARY KEY);
CREATE VIEW spots AS SELECT id FROM places;
CREATE VIEW spots_again AS SELECT id FROM spots;
CREATE SEQUENCE numbers;
CREATE TABLE counted (id bigint PRIMARY KEY, number bigint DEFAULT nextval('numbers'));
