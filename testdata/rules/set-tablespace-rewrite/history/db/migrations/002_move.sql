ALTER TABLE orders SET TABLESPACE fast;  -- expect: set-tablespace-rewrite
