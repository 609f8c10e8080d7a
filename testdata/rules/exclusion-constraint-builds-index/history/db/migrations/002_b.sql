ALTER TABLE stays ADD EXCLUDE USING gist (during WITH &&);  -- expect: exclusion-constraint-builds-index
