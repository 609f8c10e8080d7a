ALTER DOMAIN email VALIDATE CONSTRAINT c;  -- expect: domain-validate-scan
