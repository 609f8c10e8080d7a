DROP SCHEMA billing CASCADE;  -- expect: drop-schema
DROP SCHEMA IF EXISTS archive CASCADE;  -- expect: drop-schema
