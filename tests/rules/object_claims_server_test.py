#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the pages of rules claim of PostgreSQL beyond locks of plain DDL, tried
on each server that is installed (15, 18). Exits 77 where there is none."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import pg_server  # noqa: E402

PARTED = """
CREATE TABLE p (id int, v int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
"""
# Locks that this transaction holds on relations of the schema public.
LOCKS = """
SELECT c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND c.relnamespace = 'public'::regnamespace
"""
FILE = "SELECT pg_relation_filenode('{}')"


class Try:
    """One claim: a fresh schema, and what the server answers."""

    def __init__(self, connection):
        self.c = connection
        self.c.run("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;"
                   "GRANT ALL ON SCHEMA public TO PUBLIC")

    def one(self, sql):
        return self.c.rows(sql)[0][0]

    def refused(self, sql):
        try:
            self.c.run(sql)
        except pg_server.SqlError as error:
            return error.sqlstate
        return None

    def locks(self, sql):
        self.c.run("BEGIN")
        try:
            self.c.run(sql)
            return {(r[0], r[1]) for r in self.c.rows(LOCKS)}
        finally:
            self.c.run("ROLLBACK")

    def rewrites(self, table, sql):
        before = self.one(FILE.format(table))
        self.c.run(sql)
        return before != self.one(FILE.format(table))


def sequence_keeps_int_limit(t):
    t.c.run("CREATE TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY)")
    t.c.run("ALTER TABLE t ALTER a TYPE bigint, ALTER b TYPE bigint")
    kind = ("SELECT data_type::text FROM pg_sequences "
            "WHERE sequencename = 't_{}_seq'")
    return t.one(kind.format("a")), t.one(kind.format("b"))


def identifier_too_long(t):
    t.c.run(f"CREATE TABLE {'x' * 64} (id int)")
    return t.one("SELECT max(length(relname)) FROM pg_class")


def rls_without_policy(t):
    t.c.run("CREATE TABLE t (id int); INSERT INTO t VALUES (1);"
            "GRANT SELECT ON t TO PUBLIC; ALTER TABLE t ENABLE ROW LEVEL "
            "SECURITY; CREATE POLICY r ON t AS RESTRICTIVE USING (true)")
    t.c.run("DROP ROLE IF EXISTS reader; CREATE ROLE reader; SET ROLE reader")
    seen = t.one("SELECT count(*) FROM t")
    t.c.run("RESET ROLE; CREATE POLICY n ON t USING (false);"
            "CREATE POLICY y ON t USING (true); SET ROLE reader")
    both = t.one("SELECT count(*) FROM t")
    t.c.run("RESET ROLE")
    return seen, both


def default_dropped(t):
    t.c.run("CREATE TABLE t (id int); ALTER TABLE t ADD a int NOT NULL "
            "DEFAULT 1; ALTER TABLE t ALTER a DROP DEFAULT")
    return t.refused("INSERT INTO t (id) VALUES (1)")


def truncate_live_table(t):
    t.c.run("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1);"
            "CREATE TABLE u (t int REFERENCES t); INSERT INTO u VALUES (1);"
            "TRUNCATE t CASCADE")
    return t.one("SELECT count(*) FROM u")


def drop_cascade(t):
    t.c.run("CREATE TYPE m AS ENUM ('a'); CREATE TABLE t (id int, m m);"
            "DROP TYPE m CASCADE")
    return t.one("SELECT count(*) FROM pg_attribute WHERE attname = 'm' AND "
                 "attrelid = 't'::regclass AND NOT attisdropped")


def partition_of_locks_parent(t):
    t.c.run(PARTED + "CREATE TABLE p2 (id int, v int)")
    made = t.locks("CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3)")
    attached = t.locks("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)")
    return (("p", "AccessExclusiveLock") in made,
            ("p", "AccessExclusiveLock") in attached,
            ("p", "ShareUpdateExclusiveLock") in attached)


def drop_partition_locks_parent(t):
    t.c.run(PARTED)
    return ("p", "AccessExclusiveLock") in t.locks("DROP TABLE p1")


def default_partition_scan(t):
    t.c.run(PARTED + "CREATE TABLE d PARTITION OF p DEFAULT;"
            "INSERT INTO p VALUES (3, 1)")
    held = t.locks("CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)")
    return (("d", "AccessExclusiveLock") in held,
            t.refused("CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3)"))


def detach_partition_not_concurrent(t):
    t.c.run(PARTED)
    plain = t.locks("ALTER TABLE p DETACH PARTITION p1")
    t.c.run("CREATE TABLE d PARTITION OF p DEFAULT")
    return (("p", "AccessExclusiveLock") in plain,
            t.refused("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"))


def disable_trigger(t):
    t.c.run("CREATE TABLE t (id int)")
    return t.locks("ALTER TABLE t DISABLE TRIGGER ALL") == {
        ("t", "ShareRowExclusiveLock")}


def refresh_view_blocks(t):
    t.c.run("CREATE MATERIALIZED VIEW m AS SELECT 1 AS id")
    held = t.locks("REFRESH MATERIALIZED VIEW m")
    return (("m", "AccessExclusiveLock") in held,
            t.refused("REFRESH MATERIALIZED VIEW CONCURRENTLY m"))


def function_under_index_replaced(t):
    t.c.run("CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS "
            "'SELECT lower($1)'; CREATE TABLE t (a text); INSERT INTO t "
            "VALUES ('B'); CREATE INDEX i ON t (f(a)); CREATE OR REPLACE "
            "FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS "
            "'SELECT upper($1)'")
    t.c.run("SET enable_seqscan = off")
    by_index = t.one("SELECT count(*) FROM t WHERE f(a) = 'B'")
    t.c.run("RESET enable_seqscan; SET enable_indexscan = off;"
            "SET enable_bitmapscan = off; SET enable_indexonlyscan = off")
    by_table = t.one("SELECT count(*) FROM t WHERE f(a) = 'B'")
    t.c.run("RESET ALL")
    return by_index, by_table


def rename_breaks_clients(t):
    t.c.run("CREATE TABLE t (id int); BEGIN; ALTER TABLE t RENAME TO u;"
            "CREATE VIEW t AS SELECT * FROM u; COMMIT")
    return t.refused("INSERT INTO t VALUES (1)"), t.one("SELECT id FROM t")


def set_logged_rewrite(t):
    t.c.run("CREATE TABLE t (id int)")
    return (t.rewrites("t", "ALTER TABLE t SET UNLOGGED"),
            t.rewrites("t", "ALTER TABLE t SET UNLOGGED"),
            t.rewrites("t", "ALTER TABLE t SET TABLESPACE pg_default"),
            t.rewrites("t", "ALTER TABLE t SET ACCESS METHOD heap"))


def serial_column(t):
    t.c.run("CREATE TABLE t (id serial); CREATE TABLE u (LIKE t INCLUDING "
            "ALL); INSERT INTO t DEFAULT VALUES; INSERT INTO u DEFAULT VALUES")
    return t.one("SELECT id FROM u")


CLAIMS = {
    sequence_keeps_int_limit: ("integer", "bigint"),
    identifier_too_long: "63",
    rls_without_policy: ("0", "1"),
    default_dropped: "23502",
    truncate_live_table: "0",
    drop_cascade: "0",
    partition_of_locks_parent: (True, False, True),
    drop_partition_locks_parent: True,
    default_partition_scan: (True, "23514"),
    detach_partition_not_concurrent: (True, "55000"),
    disable_trigger: True,
    refresh_view_blocks: (True, "55000"),
    function_under_index_replaced: ("0", "1"),
    rename_breaks_clients: (None, "1"),
    set_logged_rewrite: (True, False, False, False),
    serial_column: "2",
}


def main():
    tried = bad = 0
    for version in (15, 18):
        if pg_server.find(version) is None:
            print(f"no PostgreSQL {version} on this machine")
            continue
        with pg_server.start(version) as server, server.connect() as c:
            for claim, wanted in CLAIMS.items():
                tried += 1
                seen = claim(Try(c))
                if seen != wanted:
                    bad += 1
                    print(f"{version} {claim.__name__}: {seen}, not {wanted}")
    print(f"{tried} claims tried, {bad} wrong")
    sys.exit(77 if tried == 0 else 1 if bad else 0)


main()
