CREATE TEMPORARY TABLE work (id bigint);
