CREATE TABLE orders (id bigint PRIMARY KEY, owner text);
CREATE TABLE parcels (id bigint PRIMARY KEY, owner text);
