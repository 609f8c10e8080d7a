DO LANGUAGE plpython3u $$ plpy.execute("DROP TABLE a") $$;  -- expect: opaque-dynamic-sql
