ALTER TABLE events ADD COLUMN note text;  -- expect: alter-locks-partitions
ALTER TABLE events DROP COLUMN note;
ALTER TABLE ONLY events ALTER COLUMN id SET DEFAULT 0;
