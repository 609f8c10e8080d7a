ALTER TABLE orders SET SCHEMA archive;  -- expect: set-schema-breaks-clients
