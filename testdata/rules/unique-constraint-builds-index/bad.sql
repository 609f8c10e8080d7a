ALTER TABLE customers ADD CONSTRAINT email_key UNIQUE (email);  -- expect: unique-constraint-builds-index
ALTER TABLE customers ADD PRIMARY KEY (id);  -- expect: unique-constraint-builds-index
ALTER TABLE rooms ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);  -- expect: unique-constraint-builds-index
ALTER TABLE customers ADD COLUMN phone text UNIQUE;  -- expect: unique-constraint-builds-index
