ALTER DOMAIN code SET NOT NULL;  -- expect: domain-constraint-scan
