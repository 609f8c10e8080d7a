CREATE POLICY own ON orders USING (owner = current_user);
