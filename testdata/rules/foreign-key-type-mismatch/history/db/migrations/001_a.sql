CREATE TABLE shops (id int PRIMARY KEY);
CREATE TABLE parcels (shop_id int);
