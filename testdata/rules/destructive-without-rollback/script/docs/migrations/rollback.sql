-- Puts back what release 2 took away.
ALTER TABLE orders ADD COLUMN total int;
