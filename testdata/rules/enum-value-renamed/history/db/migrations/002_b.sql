ALTER TYPE parcel_state RENAME VALUE 'a' TO 'b';  -- expect: enum-value-renamed
