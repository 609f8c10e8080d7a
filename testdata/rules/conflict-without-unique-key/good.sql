CREATE TABLE schema_version (version integer PRIMARY KEY);
INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;
