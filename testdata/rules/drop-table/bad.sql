DROP TABLE orders;  -- expect: drop-table
DROP TABLE parcels, packets CASCADE;  -- expect: drop-table
