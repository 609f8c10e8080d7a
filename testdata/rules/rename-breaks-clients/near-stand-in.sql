ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
CREATE TABLE parcels (id bigint);
ALTER TABLE parcels RENAME COLUMN id TO parcel_id;
ALTER TABLE parcels RENAME TO packets;
ALTER INDEX orders_idx RENAME TO purchases_idx;
ALTER TABLE purchases RENAME CONSTRAINT a TO b;
