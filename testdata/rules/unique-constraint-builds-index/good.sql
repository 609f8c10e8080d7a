CREATE UNIQUE INDEX CONCURRENTLY email_key ON customers (email);
ALTER TABLE customers ADD CONSTRAINT email_key UNIQUE USING INDEX email_key;
