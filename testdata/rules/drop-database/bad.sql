DROP DATABASE orders;  -- expect: drop-database
DROP DATABASE IF EXISTS orders WITH (FORCE);  -- expect: drop-database
DROP OWNED BY reports CASCADE;  -- expect: drop-database
