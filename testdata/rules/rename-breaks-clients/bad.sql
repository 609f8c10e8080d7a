ALTER TABLE orders RENAME COLUMN note TO remark;  -- expect: rename-breaks-clients
ALTER TABLE orders RENAME TO purchases;  -- expect: rename-breaks-clients
