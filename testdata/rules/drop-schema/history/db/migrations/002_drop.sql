DROP SCHEMA empty_one CASCADE;
DROP SCHEMA billing CASCADE;  -- expect: drop-schema
