ALTER TABLE orders ADD COLUMN a uuid DEFAULT gen_random_uuid();  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN e text DEFAULT md5(random()::text);  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN f int DEFAULT nobody_knows();  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN g int NOT NULL DEFAULT random();  -- expect: volatile-default-rewrite
