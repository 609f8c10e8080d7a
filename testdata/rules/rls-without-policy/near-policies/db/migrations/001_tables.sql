CREATE TABLE orders (id bigint PRIMARY KEY, owner text);
CREATE TABLE parcels (id bigint PRIMARY KEY, owner text);
CREATE POLICY parcels_own ON parcels USING (owner = current_user);
