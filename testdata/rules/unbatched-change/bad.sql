ALTER TABLE orders ADD COLUMN total_cents bigint;
UPDATE orders SET total_cents = total * 100 WHERE total_cents IS NULL;  -- expect: unbatched-change
UPDATE orders SET state = 'old' WHERE day < '2020-01-01';
DELETE FROM parcels WHERE state = 'old';  -- expect: unbatched-change
DELETE FROM parcels WHERE state = 'lost';
