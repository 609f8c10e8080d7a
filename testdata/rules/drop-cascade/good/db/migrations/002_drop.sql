DROP VIEW spots;
DROP TABLE places;
