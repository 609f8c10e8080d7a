CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;  -- expect: rewrite-rule-created
