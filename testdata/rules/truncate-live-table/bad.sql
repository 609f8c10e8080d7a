TRUNCATE orders;  -- expect: truncate-live-table
TRUNCATE TABLE parcels, packets CASCADE;  -- expect: truncate-live-table
