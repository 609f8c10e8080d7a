ALTER TABLE orders ADD COLUMN a uuid DEFAULT gen_random_uuid();  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN b bigserial;  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN c int GENERATED ALWAYS AS IDENTITY;  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN d int GENERATED ALWAYS AS (total * 2) STORED;  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN e text DEFAULT md5(random()::text);  -- expect: volatile-default-rewrite
ALTER TABLE orders ADD COLUMN f int DEFAULT nobody_knows();  -- expect: volatile-default-rewrite
