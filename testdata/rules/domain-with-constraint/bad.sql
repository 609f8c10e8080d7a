CREATE DOMAIN positive AS int CHECK (VALUE > 0);  -- expect: domain-with-constraint
CREATE DOMAIN given AS text NOT NULL;  -- expect: domain-with-constraint
