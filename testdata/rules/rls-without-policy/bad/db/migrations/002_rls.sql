ALTER TABLE orders ENABLE ROW LEVEL SECURITY; -- expect: rls-without-policy
ALTER TABLE parcels ENABLE ROW LEVEL SECURITY; -- expect: rls-without-policy
CREATE POLICY only ON parcels AS RESTRICTIVE USING (owner = current_user);
