ALTER TABLE customers ADD CONSTRAINT email_key UNIQUE (email);  -- expect: unique-constraint-builds-index
ALTER TABLE customers ADD PRIMARY KEY (id);  -- expect: unique-constraint-builds-index
ALTER TABLE customers ADD COLUMN phone text UNIQUE;  -- expect: unique-constraint-builds-index
