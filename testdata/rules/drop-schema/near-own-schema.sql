CREATE SCHEMA scratch;
CREATE TABLE scratch.work (id bigint);
DROP SCHEMA scratch CASCADE;
DROP TYPE mood CASCADE;
