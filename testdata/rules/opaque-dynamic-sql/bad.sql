DO $$ DECLARE t text := 'a'; BEGIN EXECUTE 'DROP TABLE ' || t; END $$;  -- expect: opaque-dynamic-sql
DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE a") $$;
