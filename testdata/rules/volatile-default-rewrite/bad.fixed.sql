ALTER TABLE orders ADD COLUMN a uuid, ALTER COLUMN a SET DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN e text, ALTER COLUMN e SET DEFAULT md5(random()::text);
ALTER TABLE orders ADD COLUMN f int, ALTER COLUMN f SET DEFAULT nobody_knows();
ALTER TABLE orders ADD COLUMN g int NOT NULL DEFAULT random();
