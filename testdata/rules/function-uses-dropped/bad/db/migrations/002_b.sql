ALTER TABLE orders DROP COLUMN total;  -- expect: function-uses-dropped
ALTER TABLE orders RENAME COLUMN note TO remark;  -- expect: function-uses-dropped
DROP TABLE parcels;  -- expect: function-uses-dropped
