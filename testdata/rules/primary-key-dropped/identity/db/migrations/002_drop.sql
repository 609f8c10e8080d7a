DROP INDEX CONCURRENTLY parcels_tag_idx;
DROP INDEX CONCURRENTLY parcels_code_idx;  -- expect: primary-key-dropped
