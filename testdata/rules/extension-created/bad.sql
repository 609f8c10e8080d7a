CREATE EXTENSION IF NOT EXISTS postgis;  -- expect: extension-created
ALTER EXTENSION postgis UPDATE;  -- expect: extension-created
