CREATE POLICY reads ON orders FOR SELECT USING (true);
CREATE POLICY jobs ON orders TO job_runner USING (true);
CREATE POLICY never ON orders AS RESTRICTIVE USING (true);
CREATE POLICY own ON orders FOR UPDATE USING (true) WITH CHECK (owner = current_user);
CREATE POLICY nobody ON orders USING (false);
