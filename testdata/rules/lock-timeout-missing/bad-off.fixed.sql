SET lock_timeout = '5s';
SET lock_timeout = 0;
SET lock_timeout = '5s';
TRUNCATE orders;
