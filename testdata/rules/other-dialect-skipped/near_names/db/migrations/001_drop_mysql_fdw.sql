DROP EXTENSION mysql_fdw;
