# SPDX-License-Identifier: Apache-2.0
"""Random histories: statements that a real server took, in their order.

Each candidate is made from what the server holds just then, so that most of
them are accepted; those that it refuses are left out of the history.
"""
import random

import pg_server

SCHEMAS = ["public", "app", "old"]
WORDS = ["id", "name", "email", "total", "state", "kind", "note", "ref",
         "owner_id", "created_at", "a", "b", "Mixed", "order"]
TABLES = ["users", "orders", "items", "events", "logs", "Tags", "parts",
          "a_table_with_quite_a_long_name_that_fills_the_room",
          "another_table_with_a_very_long_name_of_sixty_bytes_or_so_really"]
BUILT_IN = ["int", "bigint", "smallint", "text", "varchar(20)", "varchar",
            "numeric(10,2)", "numeric", "boolean", "timestamptz", "date",
            "timestamp(3)", "uuid", "jsonb", "text[]", "int[]", "char(4)"]
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


def quoted(name):
    plain = name.replace("_", "a").isalnum() and name == name.lower()
    return name if plain and name not in ("order",) else f'"{name}"'


class Maker:
    """Makes candidates out of what the server holds."""

    def __init__(self, seed, connection, version):
        self.random = random.Random(seed)
        self.connection = connection
        self.version = version
        self.serial = 0
        self.refresh()

    def refresh(self):
        for name, query in STATE.items():
            setattr(self, name, self.connection.rows(query))

    # --- picks ---
    def pick(self, things):
        return self.random.choice(things) if things else None

    def chance(self, share):
        return self.random.random() < share

    def fresh(self, stem):
        self.serial += 1
        return f"{stem}{self.serial}"

    def full(self, schema, name):
        if schema == "public" and self.chance(0.7):
            return quoted(name)
        return f"{quoted(schema)}.{quoted(name)}"

    def relation(self, kinds="rp"):
        found = self.pick([t for t in self.tables if t[2] in kinds])
        if found is None:
            return None, [], []
        return (self.full(found[0], found[1]),
                (found[4] or "id").split("|"), (found[5] or "int").split("|"))

    def column(self, columns):
        if self.chance(0.03):
            return quoted(self.pick(WORDS))
        return quoted(self.pick(columns))

    def new_name(self):
        name = self.pick(TABLES)
        return name if self.chance(0.4) else self.fresh(name[:52] + "_")

    def place(self):
        return self.pick(["public", "public", "public", "app", "old"])

    def type(self):
        if self.types and self.chance(0.25):
            found = self.pick(self.types)
            return f"{quoted(found[0])}.{quoted(found[1])}"
        return self.pick(BUILT_IN)

    def default_for(self, kind):
        fits = {"int": "1", "bigint": "2", "smallint": "3", "integer": "4",
                "text": "'x'", "varchar(20)": "'y'", "boolean": "true",
                "timestamptz": "now()", "date": "CURRENT_DATE",
                "jsonb": "'{}'", "numeric": "0", "uuid": "gen_random_uuid()"}
        return fits.get(kind, "NULL")

    def column_def(self, name, plain=False):
        kind = self.type()
        if not plain and self.chance(0.1):
            kind = self.pick(["serial", "bigserial"])
            return f"{quoted(name)} {kind}"
        text = f"{quoted(name)} {kind}"
        if plain:
            return text
        if self.chance(0.3) and kind in BUILT_IN:
            text += f" DEFAULT {self.default_for(kind)}"
        elif self.chance(0.08) and kind in ("int", "bigint"):
            text += self.pick([" GENERATED ALWAYS AS IDENTITY",
                               " GENERATED BY DEFAULT AS IDENTITY"])
        if self.chance(0.3):
            text += " NOT NULL"
            if self.version >= 18 and self.chance(0.1):
                text = text.replace(" NOT NULL", "") + \
                    f" CONSTRAINT {self.fresh('nn')} NOT NULL"
        if self.chance(0.1):
            text += " UNIQUE"
        if self.chance(0.08):
            text += f" CHECK ({quoted(name)} IS NOT NULL)"
        if self.chance(0.08):
            other, _, _ = self.relation()
            if other:
                text += f" REFERENCES {other}"
        return text

    def columns(self, low=1, high=6):
        names = self.random.sample(WORDS, self.random.randint(low, high))
        return names

    # --- statements ---
    def create_table(self):
        names = self.columns()
        parts = [self.column_def(n) for n in names]
        if self.chance(0.6):
            parts.insert(0, "pk " + self.pick(["int", "bigint", "serial"]) +
                         " PRIMARY KEY")
        if self.chance(0.2):
            key = ", ".join(quoted(n) for n in
                            self.random.sample(names, min(2, len(names))))
            parts.append(self.pick([f"UNIQUE ({key})", f"PRIMARY KEY ({key})"]))
        if self.chance(0.15):
            parts.append(f"CHECK ({quoted(names[0])} IS NOT NULL OR "
                         f"{quoted(names[-1])} IS NOT NULL)")
        if self.chance(0.1):
            parts.append("g int GENERATED ALWAYS AS (1 + 2) STORED")
        if self.chance(0.1):
            other, _, _ = self.relation("rpvm")
            if other:
                options = self.pick(["", " INCLUDING ALL",
                                     " INCLUDING DEFAULTS INCLUDING INDEXES",
                                     " INCLUDING CONSTRAINTS"])
                parts = [f"LIKE {other}{options}"]
        head = self.pick(["CREATE TABLE", "CREATE TABLE",
                          "CREATE TABLE IF NOT EXISTS",
                          "CREATE UNLOGGED TABLE"])
        table = self.full(self.place(), self.new_name())
        tail = ""
        if self.chance(0.08):
            parent, _, _ = self.relation("r")
            if parent:
                tail = f" INHERITS ({parent})"
        return f"{head} {table} ({', '.join(parts)}){tail}"

    def create_partitioned(self):
        names = self.columns(2, 4)
        parts = ["k int NOT NULL"] + [self.column_def(n, plain=self.chance(0.5))
                                      for n in names]
        if self.chance(0.5):
            parts.append("PRIMARY KEY (k)")
        table = self.full(self.place(), self.new_name())
        return (f"CREATE TABLE {table} ({', '.join(parts)}) "
                "PARTITION BY LIST (k)")

    def create_partition(self):
        parent, _, _ = self.relation("p")
        if not parent:
            return self.create_partitioned()
        self.serial += 1
        bound = self.pick([f"FOR VALUES IN ({self.serial})"] * 3 + ["DEFAULT"])
        table = self.full(self.place(), self.new_name())
        return f"CREATE TABLE {table} PARTITION OF {parent} {bound}"

    def attach(self):
        parent, _, _ = self.relation("p")
        if not parent:
            return None
        table = self.full("public", self.fresh("piece"))
        self.serial += 1
        return [f"CREATE TABLE {table} (LIKE {parent} " + self.pick(
            ["INCLUDING ALL", "INCLUDING CONSTRAINTS", ""]) + ")",
            f"ALTER TABLE {parent} ATTACH PARTITION {table} FOR VALUES IN "
            f"({self.serial})"]

    def detach(self):
        link = self.pick([c for c in self.children if c[4] == "t"])
        if not link:
            return None
        return (f"ALTER TABLE {self.full(link[0], link[1])} DETACH PARTITION "
                f"{self.full(link[2], link[3])}")

    def inherit(self):
        if self.chance(0.5):
            link = self.pick([c for c in self.children if c[4] == "f"])
            if link:
                return (f"ALTER TABLE {self.full(link[2], link[3])} NO INHERIT "
                        f"{self.full(link[0], link[1])}")
        parent, _, _ = self.relation("r")
        if not parent:
            return None
        table = self.full("public", self.fresh("heir"))
        return [f"CREATE TABLE {table} (LIKE {parent})",
                f"ALTER TABLE {table} INHERIT {parent}"]

    def create_as(self):
        source, columns, _ = self.relation("rpvm")
        if not source:
            return None
        some = ", ".join(quoted(c) for c in self.random.sample(
            columns, min(len(columns), 3)))
        what = self.pick(["*", some, f"{some}, now() AS at, 1 AS one",
                          "count(*) AS n"])
        table = self.full(self.place(), self.new_name())
        if self.chance(0.2):
            return f"SELECT {what} INTO {table} FROM {source}"
        return f"CREATE TABLE {table} AS SELECT {what} FROM {source}"

    def create_view(self):
        source, columns, _ = self.relation("rpvm")
        if not source:
            return None
        some = ", ".join(f"x.{quoted(c)}" for c in self.random.sample(
            columns, min(len(columns), 3)))
        what = self.pick(["x.*", some, f"{some}, 'a'::text AS label"])
        view = self.full(self.place(), self.fresh("view_"))
        kind = self.pick(["VIEW", "VIEW", "MATERIALIZED VIEW"])
        if kind == "VIEW" and self.chance(0.2):
            kind = "OR REPLACE VIEW"
        where = ""
        if self.chance(0.3):
            where = f" WHERE x.{quoted(self.pick(columns))} IS NOT NULL"
        return f"CREATE {kind} {view} AS SELECT {what} FROM {source} x{where}"

    def add_column(self):
        table, _, _ = self.relation()
        if not table:
            return None
        name = self.pick(WORDS) if self.chance(0.6) else self.fresh("col")
        maybe = self.pick(["", "", "IF NOT EXISTS "])
        return f"ALTER TABLE {table} ADD COLUMN {maybe}{self.column_def(name)}"

    def add_generated(self):
        table, columns, types = self.relation()
        whole = [c for c, t in zip(columns, types) if t in ("integer", "bigint")]
        if not whole:
            return None
        return (f"ALTER TABLE {table} ADD COLUMN {self.fresh('gen')} bigint "
                f"GENERATED ALWAYS AS ({quoted(self.pick(whole))} + 1) STORED")

    def drop_column(self):
        table, columns, _ = self.relation()
        if not table:
            return None
        cascade = self.pick(["", "", " CASCADE"])
        maybe = self.pick(["", "", "IF EXISTS "])
        return (f"ALTER TABLE {table} DROP COLUMN {maybe}"
                f"{self.column(columns)}{cascade}")

    def alter_column(self):
        table, columns, _ = self.relation()
        if not table:
            return None
        column = self.column(columns)
        action = self.pick([
            "SET NOT NULL", "SET NOT NULL", "DROP NOT NULL", "DROP NOT NULL",
            "DROP DEFAULT", "SET DEFAULT NULL", "SET DEFAULT 1",
            "SET DEFAULT 'z'", "SET DEFAULT now()",
            "ADD GENERATED ALWAYS AS IDENTITY", "DROP IDENTITY IF EXISTS",
            "SET GENERATED BY DEFAULT", "DROP EXPRESSION IF EXISTS",
            f"TYPE text USING {column}::text", "TYPE varchar(40)",
            "TYPE bigint", "TYPE numeric(12,3)"])
        return f"ALTER TABLE {table} ALTER COLUMN {column} {action}"

    def several(self):
        table, columns, _ = self.relation()
        if not table:
            return None
        return (f"ALTER TABLE {table} ADD COLUMN {self.fresh('one')} int, "
                f"ALTER COLUMN {self.column(columns)} SET NOT NULL, "
                f"ADD COLUMN {self.fresh('two')} text DEFAULT 'q'")

    def rename(self):
        table, columns, _ = self.relation()
        choice = self.random.randint(0, 8)
        if table and choice <= 2:
            to = quoted(self.pick(WORDS + [self.fresh("ren")]))
            return f"ALTER TABLE {table} RENAME {self.column(columns)} TO {to}"
        if table and choice <= 4:
            return f"ALTER TABLE {table} RENAME TO {quoted(self.new_name())}"
        if choice == 5 and self.indexes:
            index = self.pick(self.indexes)
            return (f"ALTER INDEX {self.full(index[0], index[1])} RENAME TO "
                    f"{self.fresh('idx_')}")
        if choice == 6 and self.constraints:
            fact = self.pick(self.constraints)
            return (f"ALTER TABLE {self.full(fact[0], fact[1])} RENAME "
                    f"CONSTRAINT {quoted(fact[2])} TO {self.fresh('con_')}")
        if choice == 7 and self.types:
            made = self.pick(self.types)
            return (f"ALTER TYPE {quoted(made[0])}.{quoted(made[1])} RENAME TO "
                    f"{self.fresh('type_')}")
        other, _, _ = self.relation("vmS")
        if other:
            return f"ALTER TABLE {other} RENAME TO {self.fresh('moved_')}"
        return None

    def set_schema(self):
        table, _, _ = self.relation("rpvm")
        if self.chance(0.2) and self.types:
            made = self.pick(self.types)
            return (f"ALTER TYPE {quoted(made[0])}.{quoted(made[1])} SET SCHEMA "
                    f"{self.pick(SCHEMAS)}")
        if not table:
            return None
        return f"ALTER TABLE {table} SET SCHEMA {self.pick(SCHEMAS)}"

    def add_constraint(self):
        table, columns, _ = self.relation()
        if not table:
            return None
        name = f"CONSTRAINT {self.fresh('c_')} " if self.chance(0.4) else ""
        column = self.column(columns)
        two = ", ".join(quoted(c) for c in self.random.sample(
            columns, min(2, len(columns))))
        other, theirs, _ = self.relation()
        choices = [
            f"CHECK ({column} IS NOT NULL)",
            f"CHECK ({column} IS NOT NULL) NOT VALID",
            f"CHECK ({column} IS NOT NULL) NO INHERIT",
            f"UNIQUE ({two})", f"UNIQUE ({column})",
            f"UNIQUE ({column}) INCLUDE ({quoted(columns[0])})",
            f"PRIMARY KEY ({column})", f"PRIMARY KEY ({two})",
            f"UNIQUE ({column}) DEFERRABLE INITIALLY DEFERRED",
            f"FOREIGN KEY ({column}) REFERENCES {other}",
            f"FOREIGN KEY ({column}) REFERENCES {other} ON DELETE CASCADE "
            "DEFERRABLE",
            f"FOREIGN KEY ({column}) REFERENCES {other} "
            f"({quoted(self.pick(theirs))}) ON UPDATE SET NULL NOT VALID",
            f"EXCLUDE USING btree ({column} WITH =)"]
        if self.version >= 18:
            choices += [f"NOT NULL {column}", f"NOT NULL {column} NOT VALID",
                        f"CHECK ({column} IS NOT NULL) NOT ENFORCED"]
        return f"ALTER TABLE {table} ADD {name}{self.pick(choices)}"

    def key_pair(self):
        one = self.full("public", self.fresh("parent_"))
        two = self.full("public", self.fresh("child_"))
        return [f"CREATE TABLE {one} (id bigserial PRIMARY KEY, code text "
                "UNIQUE)",
                f"CREATE TABLE {two} (id serial PRIMARY KEY, parent_id bigint "
                f"NOT NULL REFERENCES {one}, code text REFERENCES {one} (code)"
                " ON DELETE SET NULL)"]

    def change_constraint(self):
        fact = self.pick(self.constraints)
        if not fact:
            return None
        table = self.full(fact[0], fact[1])
        name = quoted(fact[2])
        action = self.pick([f"DROP CONSTRAINT {name}",
                            f"DROP CONSTRAINT IF EXISTS {name}",
                            f"DROP CONSTRAINT {name} CASCADE",
                            f"VALIDATE CONSTRAINT {name}",
                            f"VALIDATE CONSTRAINT {name}",
                            f"ALTER CONSTRAINT {name} DEFERRABLE"])
        return f"ALTER TABLE {table} {action}"

    def using_index(self):
        table, columns, _ = self.relation("r")
        if not table:
            return None
        name = self.fresh("uidx_")
        kind = self.pick(["UNIQUE", "UNIQUE", "PRIMARY KEY"])
        given = f"CONSTRAINT {self.fresh('k_')} " if self.chance(0.5) else ""
        return [f"CREATE UNIQUE INDEX {name} ON {table} "
                f"({self.column(columns)})",
                f"ALTER TABLE {table} ADD {given}{kind} USING INDEX {name}"]

    def create_index(self):
        table, columns, types = self.relation("rpm")
        if not table:
            return None
        name = self.fresh("i_") + " " if self.chance(0.4) else ""
        key = self.column(columns)
        texts = [c for c, t in zip(columns, types) if t == "text"]
        if texts and self.chance(0.25):
            key = f"lower({quoted(self.pick(texts))})"
        elif self.chance(0.3):
            key += f", {self.column(columns)} DESC"
        tail = ""
        if self.chance(0.15):
            tail = f" INCLUDE ({self.column(columns)})"
        if self.chance(0.2):
            tail += f" WHERE {self.column(columns)} IS NOT NULL"
        head = self.pick(["CREATE INDEX", "CREATE INDEX",
                          "CREATE UNIQUE INDEX", "CREATE INDEX CONCURRENTLY"])
        if name and self.chance(0.2):
            head += " IF NOT EXISTS"
        only = self.pick(["", "", "", "ONLY "])
        return f"{head} {name}ON {only}{table} ({key}){tail}"

    def drop_index(self):
        index = self.pick(self.indexes)
        if not index:
            return None
        return f"DROP INDEX {self.full(index[0], index[1])}"

    def drop_table(self):
        kinds = {"r": "TABLE", "p": "TABLE", "v": "VIEW",
                 "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}
        found = self.pick(self.tables)
        if not found:
            return None
        cascade = self.pick(["", "", " CASCADE"])
        return (f"DROP {kinds[found[2]]} {self.full(found[0], found[1])}"
                f"{cascade}")

    def sequence(self):
        if self.chance(0.5):
            return f"CREATE SEQUENCE {self.full(self.place(), self.fresh('s_'))}"
        sequence, _, _ = self.relation("S")
        table, columns, types = self.relation("r")
        if not sequence or not table:
            return None
        if self.chance(0.3):
            return f"ALTER SEQUENCE {sequence} OWNED BY NONE"
        if self.chance(0.5):
            whole = [c for c, t in zip(columns, types)
                     if t in ("integer", "bigint")]
            if whole:
                return (f"ALTER TABLE {table} ALTER COLUMN "
                        f"{quoted(self.pick(whole))} SET DEFAULT "
                        f"nextval('{sequence}')")
        return (f"ALTER SEQUENCE {sequence} OWNED BY "
                f"{table}.{self.column(columns)}")

    def make_type(self):
        name = self.full(self.place(), self.fresh("t_"))
        return self.pick([
            f"CREATE TYPE {name} AS ENUM ('new', 'open', 'done')",
            f"CREATE DOMAIN {name} AS text CHECK (VALUE <> '')",
            f"CREATE DOMAIN {name} AS int NOT NULL CONSTRAINT positive "
            "CHECK (VALUE > 0)",
            f"CREATE DOMAIN {name} AS varchar(10)",
            f"CREATE TYPE {name} AS (x int, y text)"])

    def alter_type(self):
        made = self.pick(self.types)
        if not made:
            return None
        name = f"{quoted(made[0])}.{quoted(made[1])}"
        if made[2] == "e":
            label = self.pick(made[3].split("|"))
            place = self.pick(["", f" BEFORE '{label}'", f" AFTER '{label}'"])
            return self.pick([
                f"ALTER TYPE {name} ADD VALUE '{self.fresh('v')}'{place}",
                f"ALTER TYPE {name} ADD VALUE IF NOT EXISTS 'open'",
                f"ALTER TYPE {name} RENAME VALUE '{label}' TO "
                f"'{self.fresh('r')}'"])
        if made[2] == "d":
            return self.pick([
                f"ALTER DOMAIN {name} SET NOT NULL",
                f"ALTER DOMAIN {name} DROP NOT NULL",
                f"ALTER DOMAIN {name} ADD CHECK (VALUE IS NOT NULL) NOT VALID",
                f"ALTER DOMAIN {name} ADD CONSTRAINT {self.fresh('dc')} CHECK "
                "(VALUE IS NOT NULL)",
                f"ALTER DOMAIN {name} DROP CONSTRAINT IF EXISTS positive"])
        return self.pick([
            f"ALTER TYPE {name} ADD ATTRIBUTE {self.fresh('z')} int CASCADE",
            f"ALTER TYPE {name} DROP ATTRIBUTE IF EXISTS y CASCADE",
            f"ALTER TYPE {name} RENAME ATTRIBUTE x TO {self.fresh('x')} "
            "CASCADE",
            f"CREATE TABLE {self.fresh('typed_')} OF {name}"])

    def drop_type(self):
        made = self.pick(self.types)
        if not made:
            return None
        kind = "DOMAIN" if made[2] == "d" else "TYPE"
        cascade = self.pick(["", " CASCADE"])
        return f"DROP {kind} {quoted(made[0])}.{quoted(made[1])}{cascade}"

    def function(self):
        name = self.full(self.place(), self.pick(["f", "g", "touch", "tally"]))
        replace = self.pick(["", " OR REPLACE"])
        volatility = self.pick(["", " STABLE", " IMMUTABLE"])
        return self.pick([
            f"CREATE{replace} FUNCTION {name}() RETURNS trigger LANGUAGE "
            "plpgsql AS $$ BEGIN RETURN NEW; END $$",
            f"CREATE{replace} FUNCTION {name}(a int) RETURNS int LANGUAGE sql"
            f"{volatility} AS 'SELECT 1'",
            f"CREATE{replace} FUNCTION {name}(a text, b {self.type()}) RETURNS "
            f"int LANGUAGE sql{volatility} SECURITY DEFINER AS 'SELECT 1'"])

    def alter_function(self):
        made = self.pick(self.functions)
        if not made:
            return None
        name = f"{self.full(made[0], made[1])}({made[2]})"
        return self.pick([
            f"DROP FUNCTION {name}", f"DROP FUNCTION {name} CASCADE",
            f"ALTER FUNCTION {name} RENAME TO {self.fresh('fn')}",
            f"ALTER FUNCTION {name} STABLE",
            f"ALTER FUNCTION {name} SET SCHEMA {self.pick(SCHEMAS)}"])

    def trigger(self):
        table, _, _ = self.relation()
        made = self.pick([f for f in self.functions if f[3] == "t"])
        if not table or not made:
            return None
        each = self.pick(["FOR EACH ROW", "FOR EACH STATEMENT"])
        return (f"CREATE TRIGGER {self.fresh('tr')} AFTER INSERT ON {table} "
                f"{each} EXECUTE FUNCTION {self.full(made[0], made[1])}()")

    def policy(self):
        table, columns, _ = self.relation()
        if not table:
            return None
        return self.pick([
            f"CREATE POLICY {self.fresh('pol')} ON {table} USING "
            f"({self.column(columns)} IS NOT NULL)",
            f"CREATE POLICY {self.fresh('pol')} ON {table} FOR SELECT USING "
            "(true)",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} REPLICA IDENTITY FULL",
            f"ALTER TABLE {table} SET UNLOGGED",
            f"ALTER TABLE {table} SET LOGGED"])

    def part(self):
        part = self.pick(self.parts)
        if not part:
            return None
        table = self.full(part[0], part[1])
        name = quoted(part[2])
        choices = [f"DROP {part[3]} {name} ON {table}",
                   f"ALTER {part[3]} {name} ON {table} RENAME TO "
                   f"{self.fresh('part')}"]
        if part[3] == "TRIGGER":
            choices.append(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        return self.pick(choices)

    def comment(self):
        table, columns, _ = self.relation("rpv")
        if not table:
            return None
        return self.pick([
            f"COMMENT ON COLUMN {table}.{self.column(columns)} IS 'it''s'",
            f"COMMENT ON COLUMN {table}.{self.column(columns)} IS NULL"])

    def schema(self):
        return self.pick(["CREATE SCHEMA IF NOT EXISTS app",
                          "CREATE SCHEMA moved",
                          "DROP SCHEMA moved CASCADE",
                          "DROP SCHEMA old CASCADE",
                          "CREATE SCHEMA IF NOT EXISTS old",
                          "ALTER SCHEMA old RENAME TO moved",
                          "SET search_path TO app, public",
                          "SET search_path TO public",
                          "RESET search_path", "RESET search_path"])

    WEIGHTS = {
        create_table: 12, create_partitioned: 2, create_partition: 5, attach: 2,
        detach: 1, inherit: 2, create_as: 3, create_view: 6, add_column: 14,
        add_generated: 2, drop_column: 8, alter_column: 16, several: 2,
        rename: 8, set_schema: 3, add_constraint: 16, key_pair: 2,
        change_constraint: 8, using_index: 2, create_index: 12, drop_index: 3,
        drop_table: 5, sequence: 4, make_type: 4, alter_type: 5, drop_type: 1,
        function: 4, alter_function: 3, trigger: 4, policy: 5, part: 3,
        comment: 3, schema: 1}

    def next(self):
        make = self.random.choices(list(self.WEIGHTS),
                                   list(self.WEIGHTS.values()))[0]
        made = make(self)
        if made is None:
            return []
        return made if isinstance(made, list) else [made]


BEGINNING = ["CREATE SCHEMA app", "CREATE SCHEMA old",
             "CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy')",
             "CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL "
             "UNIQUE, mood app.mood DEFAULT 'ok')"]


def make(connection, seed, version, length):
    """A history of `length` statements that the server accepted."""
    kept = []
    for statement in BEGINNING:
        connection.run(statement)
        kept.append(statement)
    maker = Maker(seed, connection, version)
    since = 0
    while len(kept) < length:
        for statement in maker.next():
            try:
                connection.run(statement)
            except pg_server.SqlError:
                break
            kept.append(statement)
            since += 1
        if since >= 6:
            maker.refresh()
            since = 0
    return kept
