CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);
CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON app.users (lower(email));
