ALTER TABLE bookings ADD CONSTRAINT x EXCLUDE USING gist (during WITH &&);  -- expect: exclusion-constraint-builds-index
