ALTER TABLE orders SET SCHEMA archive;  -- expect: set-schema-breaks-clients
ALTER VIEW totals SET SCHEMA archive;  -- expect: set-schema-breaks-clients
