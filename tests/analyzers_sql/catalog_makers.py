# SPDX-License-Identifier: Apache-2.0
"""Candidates for random histories: everything but tables."""

SCHEMAS = ["public", "app", "old"]


def quoted(name):
    plain = name.replace("_", "a").isalnum() and name == name.lower()
    return name if plain and name not in ("order",) else f'"{name}"'


class PartMaker:
    """A part of catalog_histories.Maker, which has its picks."""

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

    def access(self):
        """Privileges, owners, default privileges."""
        to = self.pick(["reader", "writer", "PUBLIC"])
        table, columns, _ = self.relation("rpvm")
        sequence, _, _ = self.relation("S")
        made = self.pick(self.functions)
        kind = self.pick(self.types)
        choices = [
            "GRANT USAGE ON SCHEMA app TO reader",
            "GRANT ALL ON SCHEMA app TO writer WITH GRANT OPTION",
            "REVOKE CREATE ON SCHEMA app FROM writer",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA app TO {to}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}",
            "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC",
            f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON TABLES TO {to}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT ALL ON TABLES TO {to}",
            f"ALTER DEFAULT PRIVILEGES REVOKE INSERT ON TABLES FROM {to}",
            "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
            "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
            f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO {to}",
            f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {to}"]
        if table:
            column = self.column(columns)
            choices += 2 * [
                f"GRANT SELECT ON {table} TO {to}",
                f"GRANT INSERT, UPDATE ON {table} TO reader WITH GRANT OPTION",
                f"GRANT ALL ON {table} TO {to}",
                f"GRANT SELECT ({column}), UPDATE ({column}) ON {table} TO {to}",
                f"REVOKE SELECT ON {table} FROM {to}",
                f"REVOKE ALL ON {table} FROM {to}",
                f"REVOKE GRANT OPTION FOR UPDATE ON {table} FROM reader",
                f"REVOKE UPDATE ({column}) ON {table} FROM {to}",
                f"ALTER TABLE {table} OWNER TO "
                f"{self.pick(['reader', 'writer', 'postgres'])}"]
        if sequence:
            choices.append(f"GRANT USAGE, SELECT ON SEQUENCE {sequence} TO {to}")
        if made:
            name = f"{self.full(made[0], made[1])}({made[2]})"
            choices += [f"GRANT EXECUTE ON FUNCTION {name} TO {to}",
                        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
                        f"COMMENT ON FUNCTION {name} IS 'works'"]
        if kind:
            name = f"{quoted(kind[0])}.{quoted(kind[1])}"
            choices += [f"GRANT USAGE ON TYPE {name} TO {to}",
                        f"REVOKE ALL ON TYPE {name} FROM PUBLIC",
                        f"COMMENT ON TYPE {name} IS 'a type'"]
        return self.pick(choices)

    def said(self):
        """Comments on parts."""
        index = self.pick(self.indexes)
        fact = self.pick(self.constraints)
        part = self.pick(self.parts)
        text = self.pick(["'said'", "'it''s'", "NULL"])
        choices = []
        if index:
            choices.append(f"INDEX {self.full(index[0], index[1])}")
        if fact:
            choices.append(f"CONSTRAINT {quoted(fact[2])} ON "
                           f"{self.full(fact[0], fact[1])}")
        if part:
            choices.append(f"{part[3]} {quoted(part[2])} ON "
                           f"{self.full(part[0], part[1])}")
        table, _, _ = self.relation("r")
        if table:
            choices.append(f"TABLE {table}")
        return f"COMMENT ON {self.pick(choices)} IS {text}" if choices else None

    def rare(self):
        """Statistics, publications, sequences' options, triggers, policies."""
        table, columns, _ = self.relation("r")
        sequence, _, _ = self.relation("S")
        made = self.pick([f for f in self.functions if f[3] == "t"])
        if not table or not sequence:
            return None
        two = ", ".join(quoted(c) for c in self.random.sample(
            columns, min(2, len(columns))))
        column = self.column(columns)
        published = self.pick(["pub1", "pub2"])
        choices = [
            f"CREATE STATISTICS {self.fresh('st')} ON {two} FROM {table}",
            f"CREATE STATISTICS (ndistinct) ON {two} FROM {table}",
            f"CREATE PUBLICATION {published} FOR TABLE {table}",
            f"CREATE PUBLICATION {published} FOR TABLES IN SCHEMA app",
            f"ALTER PUBLICATION {published} ADD TABLE {table}",
            f"ALTER PUBLICATION {published} SET TABLE {table}",
            f"ALTER PUBLICATION {published} DROP TABLE {table}",
            f"COMMENT ON PUBLICATION {published} IS 'sent'",
            f"DROP PUBLICATION {published}",
            f"CREATE SEQUENCE {self.fresh('s_')} AS smallint INCREMENT -2 "
            "MINVALUE -500 CYCLE",
            f"CREATE SEQUENCE {self.fresh('s_')} START 10 INCREMENT 5 CACHE 7",
            f"ALTER SEQUENCE {sequence} INCREMENT 3 NO MAXVALUE",
            f"ALTER SEQUENCE {sequence} AS bigint CYCLE CACHE 4",
            f"ALTER SEQUENCE {sequence} MAXVALUE 30000 NO CYCLE",
            f"CREATE POLICY {self.fresh('pol')} ON {table} AS RESTRICTIVE FOR "
            f"UPDATE TO writer, reader USING ({column} IS NOT NULL) "
            "WITH CHECK (true)",
            f"CREATE RULE {self.fresh('ru')} AS ON UPDATE TO {table} DO "
            f"{self.pick(['INSTEAD', 'ALSO'])} NOTHING",
            "CREATE EXTENSION IF NOT EXISTS plpgsql"]
        policy = self.pick([p for p in self.parts if p[3] == "POLICY"])
        if policy:
            name = f"{quoted(policy[2])} ON {self.full(policy[0], policy[1])}"
            choices += [f"ALTER POLICY {name} TO reader",
                        f"ALTER POLICY {name} USING (true)"]
        if made:
            run = f"EXECUTE FUNCTION {self.full(made[0], made[1])}()"
            choices += [
                f"CREATE TRIGGER {self.fresh('tr')} BEFORE UPDATE OF {column} "
                f"OR DELETE ON {table} FOR EACH ROW WHEN (OLD.{column} IS NOT "
                f"NULL) {run}",
                f"CREATE CONSTRAINT TRIGGER {self.fresh('tr')} AFTER INSERT ON "
                f"{table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {run}",
                f"CREATE TRIGGER {self.fresh('tr')} AFTER TRUNCATE ON {table} "
                f"{run}"]
        return self.pick(choices)

    WEIGHTS = {
        access: 8, said: 4, rare: 8,
        sequence: 4, make_type: 4, alter_type: 5, drop_type: 1, function: 4,
        alter_function: 3, trigger: 4, policy: 5, part: 3, comment: 3,
        schema: 1}
