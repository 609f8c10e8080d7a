ALTER TABLE orders SET TABLESPACE fast;  -- expect: set-tablespace-rewrite
ALTER INDEX orders_pkey SET TABLESPACE fast;  -- expect: set-tablespace-rewrite
ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast;  -- expect: set-tablespace-rewrite
