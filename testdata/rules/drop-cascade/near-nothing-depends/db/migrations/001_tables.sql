CREATE TABLE people (id bigint PRIMARY KEY);
CREATE TABLE pets (id bigint PRIMARY KEY, owner bigint REFERENCES people (id));
CREATE TABLE places (id bigint PRIMARY KEY, name text);
CREATE INDEX places_name_idx ON places (name);
CREATE TYPE mood AS ENUM ('sad', 'happy');
