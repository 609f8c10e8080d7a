CREATE TEMPORARY TABLE work AS SELECT * FROM orders;
CREATE TABLE numbers AS SELECT n FROM generate_series(1, 10) AS n;
CREATE TABLE parcels (id bigint PRIMARY KEY);
CREATE TABLE parcels_copy AS SELECT * FROM parcels;
