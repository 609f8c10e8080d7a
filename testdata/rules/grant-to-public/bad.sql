GRANT SELECT ON orders TO PUBLIC;  -- expect: grant-to-public
GRANT ALL ON ALL TABLES IN SCHEMA app TO PUBLIC;  -- expect: grant-to-public
GRANT CREATE ON SCHEMA public TO PUBLIC;  -- expect: grant-to-public
GRANT ALL ON SCHEMA public TO PUBLIC;  -- expect: grant-to-public
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;  -- expect: grant-to-public
