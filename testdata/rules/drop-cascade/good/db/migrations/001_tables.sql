CREATE TABLE places (id bigint PRIMARY KEY);
CREATE VIEW spots AS SELECT id FROM places;
