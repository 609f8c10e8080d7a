ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders RENAME TO purchases;  -- expect: rename-breaks-clients
ALTER TABLE purchases RENAME COLUMN kind TO sort;
ALTER TABLE parcels RENAME COLUMN note TO remark;  -- expect: rename-breaks-clients
ALTER TABLE parcels RENAME COLUMN kind TO sort;
ALTER VIEW totals RENAME TO sums;  -- expect: rename-breaks-clients
ALTER SCHEMA app RENAME TO shop;  -- expect: rename-breaks-clients
ALTER TYPE mood RENAME TO temper;  -- expect: rename-breaks-clients
ALTER FUNCTION f() RENAME TO g;  -- expect: rename-breaks-clients
