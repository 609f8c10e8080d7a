CREATE TABLE settings (id bigint PRIMARY KEY, name text);
INSERT INTO settings (id, name) VALUES (1, 'theme')
  ON CONFLICT (name) DO NOTHING; -- expect: conflict-target-not-unique
