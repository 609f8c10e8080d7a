CREATE POLICY a ON orders USING (true) WITH CHECK (true);  -- expect: policy-always-true
CREATE POLICY b ON orders USING (true);  -- expect: policy-always-true
CREATE POLICY c ON orders FOR INSERT TO anon WITH CHECK (true);  -- expect: policy-always-true
CREATE POLICY d ON orders FOR DELETE TO authenticated USING ((true));  -- expect: policy-always-true
