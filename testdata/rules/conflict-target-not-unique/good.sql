CREATE TABLE settings (id bigint PRIMARY KEY, name text UNIQUE);
INSERT INTO settings (id, name) VALUES (1, 'theme')
  ON CONFLICT (name) DO NOTHING;
