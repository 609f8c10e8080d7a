ALTER DOMAIN email ADD CHECK (VALUE LIKE '%@%');  -- expect: domain-constraint-scan
ALTER DOMAIN email SET NOT NULL;  -- expect: domain-constraint-scan
