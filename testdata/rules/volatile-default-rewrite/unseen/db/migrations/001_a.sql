CREATE TABLE identities (id text PRIMARY KEY);
CREATE TABLE factors (id uuid PRIMARY KEY);
