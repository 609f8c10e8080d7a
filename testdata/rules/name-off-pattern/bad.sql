CREATE TABLE "OrderItems" (id bigint PRIMARY KEY);  -- expect: name-off-pattern
ALTER TABLE orders ADD COLUMN "unit price" numeric;  -- expect: name-off-pattern
ALTER TABLE orders RENAME COLUMN a TO "newName";  -- expect: name-off-pattern
