CREATE TABLE schema_version (version integer NOT NULL);
INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;  -- expect: conflict-without-unique-key
