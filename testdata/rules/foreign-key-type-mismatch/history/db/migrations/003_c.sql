ALTER TABLE parcels ADD FOREIGN KEY (shop_id) REFERENCES shops;  -- expect: foreign-key-type-mismatch
