UPDATE orders SET state = 'x' WHERE id = 7;
UPDATE orders SET state = 'x' WHERE id IN (7, 8, 9) AND state = 'y';
DELETE FROM roles WHERE name = 'guest';
INSERT INTO roles (name) VALUES ('guest'), ('admin');
INSERT INTO roles (name) SELECT 'guest'
  WHERE NOT EXISTS (SELECT 1 FROM roles WHERE name = 'guest');
CREATE TABLE parcels (id bigint, note text);
UPDATE parcels SET note = 'x' WHERE note IS NULL;
UPDATE orders SET state = 'x';
