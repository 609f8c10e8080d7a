CREATE TABLE parcels (a int CHECK (a < 100));
