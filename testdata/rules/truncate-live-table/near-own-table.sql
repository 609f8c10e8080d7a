CREATE TABLE scratch (id bigint);
TRUNCATE scratch;
CREATE TEMPORARY TABLE work (id bigint);
TRUNCATE work CASCADE;
