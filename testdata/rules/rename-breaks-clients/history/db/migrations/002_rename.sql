ALTER TABLE orders ADD COLUMN c int;
ALTER TABLE orders RENAME COLUMN c TO d;
ALTER TABLE orders RENAME COLUMN a TO e;  -- expect: rename-breaks-clients
ALTER TABLE orders RENAME COLUMN b TO f;
