ALTER TABLE orders DISABLE TRIGGER orders_audit;  -- expect: disable-trigger
ALTER TABLE parcels DISABLE TRIGGER ALL;  -- expect: disable-trigger
UPDATE parcels SET note = 'x' WHERE id = 7;
ALTER TABLE parcels ENABLE TRIGGER ALL;
