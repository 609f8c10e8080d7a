CREATE UNIQUE INDEX CONCURRENTLY email_key ON customers (email);
ALTER TABLE customers ADD CONSTRAINT email_key UNIQUE USING INDEX email_key;
ALTER TABLE customers ADD PRIMARY KEY (id);
ALTER TABLE customers ADD COLUMN phone text UNIQUE;
