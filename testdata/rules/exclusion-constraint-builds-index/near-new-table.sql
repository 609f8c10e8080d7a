CREATE TABLE stays (during tstzrange);
ALTER TABLE stays ADD EXCLUDE USING gist (during WITH &&);
