SET lock_timeout = '5s';
SET lock_timeout = 0;
TRUNCATE orders;  -- expect: lock-timeout-missing
