# SPDX-License-Identifier: Apache-2.0
"""What the maker of random histories asks a server about."""
STATE = {
    "tables": """SELECT n.nspname, c.relname, c.relkind, c.relispartition,
        (SELECT string_agg(a.attname, '|' ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
        (SELECT string_agg(a.atttypid::regtype::text, '|' ORDER BY a.attnum)
         FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'app', 'old', 'moved')
        AND c.relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY 1, 2""",
    "indexes": """SELECT n.nspname, c.relname, tn.nspname, t.relname
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n
      ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = i.indrelid
      JOIN pg_namespace tn ON tn.oid = t.relnamespace
      WHERE tn.nspname IN ('public', 'app', 'old', 'moved') ORDER BY 1, 2""",
    "constraints": """SELECT n.nspname, c.relname, k.conname, k.contype
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN
      ('public', 'app', 'old', 'moved') AND k.contype <> 't' ORDER BY 1, 2, 3""",
    "types": """SELECT n.nspname, t.typname, t.typtype,
        (SELECT string_agg(enumlabel, '|' ORDER BY enumsortorder) FROM pg_enum
         WHERE enumtypid = t.oid)
      FROM pg_type t JOIN pg_namespace n
      ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE n.nspname IN ('public', 'app', 'old', 'moved')
      AND t.typtype IN ('e', 'd', 'c')
      AND (c.oid IS NULL OR c.relkind = 'c') ORDER BY 1, 2""",
    "functions": """SELECT n.nspname, p.proname,
        pg_get_function_identity_arguments(p.oid), p.prorettype = 'trigger'::
        regtype FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('public', 'app', 'old', 'moved') ORDER BY 1, 2, 3""",
    "parts": """SELECT n.nspname, c.relname, t.tgname, 'TRIGGER' FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON
      n.oid = c.relnamespace WHERE NOT t.tgisinternal UNION ALL
      SELECT n.nspname, c.relname, p.polname, 'POLICY' FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON
      n.oid = c.relnamespace ORDER BY 1, 2, 3""",
    "children": """SELECT pn.nspname, p.relname, cn.nspname, c.relname,
        c.relispartition
      FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace
      JOIN pg_class c ON c.oid = h.inhrelid
      JOIN pg_namespace cn ON cn.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') ORDER BY 1, 2, 3, 4""",
}

# What every history begins with.
BEGINNING = ["CREATE SCHEMA app", "CREATE SCHEMA old",
             "CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy')",
             "CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL "
             "UNIQUE, mood app.mood DEFAULT 'ok')"]
