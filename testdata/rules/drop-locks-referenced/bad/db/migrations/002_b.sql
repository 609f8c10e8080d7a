DROP TABLE c;  -- expect: drop-locks-referenced
ALTER TABLE d DROP CONSTRAINT to_b;  -- expect: drop-locks-referenced
