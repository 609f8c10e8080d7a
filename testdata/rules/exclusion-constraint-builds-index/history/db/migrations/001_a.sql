CREATE TABLE stays (during tstzrange);
