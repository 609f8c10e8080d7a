DO $$ BEGIN ALTER TABLE identities RENAME COLUMN id TO provider_id; END $$;
-- expect: volatile-default-rewrite
ALTER TABLE identities ADD COLUMN IF NOT EXISTS id uuid DEFAULT gen_random_uuid();
ALTER TABLE factors ADD COLUMN IF NOT EXISTS id uuid DEFAULT gen_random_uuid();
