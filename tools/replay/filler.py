# SPDX-License-Identifier: Apache-2.0
"""Gives every table a few rows, so that what fails on rows fails.

A value depends on its type and the row's number alone, so foreign keys hold
between tables that are filled alike. Constraints of other kinds may refuse a
row: then the table stays empty, which changes no label but that of failures.
"""
ROWS = 2
VALUES = {
    "int2": "{n}", "int4": "{n}", "int8": "{n}", "float4": "{n}",
    "float8": "{n}", "numeric": "{n}", "oid": "{n}", "money": "{n}",
    "text": "'{n}'", "varchar": "'{n}'", "bpchar": "'{n}'", "name": "'{n}'",
    "citext": "'{n}'", "char": "'{n}'", "ltree": "'a{n}'",
    "bool": "{n} % 2 = 0", "uuid": "lpad('{n}', 32, '0')::uuid",
    "date": "'2020-01-0{n}'", "timestamp": "'2020-01-0{n}'",
    "timestamptz": "'2020-01-0{n}'", "time": "'00:00:0{n}'",
    "timetz": "'00:00:0{n}+00'", "interval": "'{n} days'",
    "json": "'{{}}'", "jsonb": "'{{}}'", "bytea": "'\\x0{n}'",
    "inet": "'10.0.0.{n}'", "cidr": "'10.0.0.{n}/32'",
    "macaddr": "'00:00:00:00:00:0{n}'", "bit": "B'{n}'", "xml": "'<a/>'",
    "varbit": "B'1'", "tsvector": "''", "hstore": "''", "tsquery": "''",
}
COLUMNS = """
WITH RECURSIVE base AS (
  SELECT oid, oid AS base FROM pg_type WHERE typtype <> 'd'
  UNION ALL
  SELECT t.oid, b.base FROM pg_type t JOIN base b ON t.typbasetype = b.oid
  WHERE t.typtype = 'd')
SELECT a.attrelid, a.attrelid::regclass, quote_ident(a.attname), t.typname,
  t.typtype, t.typcategory, a.attnotnull,
  (SELECT enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid
   ORDER BY enumsortorder LIMIT 1)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
JOIN base b ON b.oid = a.atttypid JOIN pg_type t ON t.oid = b.base
WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND c.relkind = 'r' AND c.relpersistence <> 't'
  AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
    WHERE nspname ~ '^pg_' OR nspname = 'information_schema')
ORDER BY a.attrelid, a.attnum"""


class Filler:
    def __init__(self, connection):
        self.connection = connection
        self.known = {}  # table -> its columns when it was filled

    def fill(self, only=None):
        """Rows for each table that is new or has changed since; in a
        transaction or outside of one."""
        tables = {}
        for oid, name, *column in self.connection.rows(COLUMNS):
            tables.setdefault((oid, name), []).append(tuple(column))
        if only is not None:
            tables = {key: columns for key, columns in tables.items()
                      if key[0] in only}
        self._as_replica(lambda: [
            self._fill(name, columns) for (oid, name), columns
            in tables.items() if self.known.get(oid) != columns])
        self.known = {oid: columns for (oid, _), columns in tables.items()}

    def empty(self):
        """Deletes every row, inside the transaction under way."""
        names = {row[1] for row in self.connection.rows(COLUMNS)}
        self._as_replica(lambda: [
            self.connection.run(f"DELETE FROM {name}") for name in names])
        self.known = {}

    def _as_replica(self, action):
        """Without foreign keys and triggers."""
        before = self.connection.rows("SHOW session_replication_role")[0][0]
        self.connection.run("SET session_replication_role = replica")
        try:
            action()
        finally:
            self.connection.run(f"SET session_replication_role = {before}")

    def _fill(self, name, columns):
        rows = [self._row(name, columns, number)
                for number in range(1, ROWS + 1)]
        # A constraint that made-up values cannot meet leaves it empty.
        for text in (f"DELETE FROM {name}", *rows):
            text = text.replace("$replay$", "")
            self.connection.run(
                f"DO $replay$ BEGIN {text}; EXCEPTION WHEN OTHERS THEN END "
                "$replay$")

    @staticmethod
    def _row(name, columns, number):
        names, values = [], []
        for column, type_name, kind, category, _, label in columns:
            value = VALUES.get(type_name, "NULL").format(n=number)
            if kind == "e" and label is not None:
                value = "'" + label.replace("'", "''") + "'"
            elif category == "A":
                value = "'{}'"
            names.append(column)
            values.append(value)
        if not names:
            return f"INSERT INTO {name} DEFAULT VALUES"
        return (f"INSERT INTO {name} ({', '.join(names)}) "
                f"OVERRIDING SYSTEM VALUE VALUES ({', '.join(values)})")
