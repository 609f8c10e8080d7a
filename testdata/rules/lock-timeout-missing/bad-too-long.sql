SET lock_timeout = '10min';
DROP TABLE orders;  -- expect: lock-timeout-missing
