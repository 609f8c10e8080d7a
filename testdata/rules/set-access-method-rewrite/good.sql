CREATE TABLE facts (id bigint PRIMARY KEY) USING heap;
