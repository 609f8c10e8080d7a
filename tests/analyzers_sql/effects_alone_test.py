# SPDX-License-Identifier: Apache-2.0
"""Statements that run by themselves: what they lock, seen while they wait.

Most of them refuse to run in a transaction block, so that nothing of them is
left to look at afterwards. Here another session stands in their way, and a
third looks at what they hold and what they ask for. Each case runs in a copy
of one database. Exits 77 where no server is installed.

    effects_alone_test.py INTERLOCK [CASE...]
"""
import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import pg_server  # noqa: E402
from effects_observed import MODES as LOCKS  # noqa: E402
from effects_reality_test import MODES  # noqa: E402

WORLD = """
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TABLE t (id int PRIMARY KEY, a int, b text, mood mood);
INSERT INTO t SELECT i, i, 'b', 'ok' FROM generate_series(1, 2000) i;
CREATE INDEX t_a_idx ON t (a);
CREATE TABLE plain (a int);
CREATE TABLE r (t_id int REFERENCES t (id));
CREATE TABLE p (k int NOT NULL, a int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX p_a_idx ON p (a);
INSERT INTO p VALUES (1, 1), (2, 2);
CREATE TABLE q (k int NOT NULL, a int) PARTITION BY LIST (k);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE TABLE q2 PARTITION OF q DEFAULT;
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id_idx ON m (id);
CREATE MATERIALIZED VIEW keyless AS SELECT id, a FROM t;
"""
READS, WRITES, OWNS = "ACCESS SHARE", "ROW EXCLUSIVE", "ACCESS EXCLUSIVE"
TENDS = "SHARE UPDATE EXCLUSIVE"


@dataclasses.dataclass
class Case:
    sql: str
    # Who stands in the way: (relation, mode), each in a run of its own.
    blockers: tuple = ()
    # Whether the server counts what it reads as a scan.
    counts: bool = True
    since: int = 0


CASES = [
    Case("CREATE INDEX CONCURRENTLY x ON t (a)", (("t", WRITES),)),
    Case("CREATE INDEX CONCURRENTLY ON t (lower(b)) WHERE a > 0",
         (("t", WRITES),)),
    Case("CREATE UNIQUE INDEX CONCURRENTLY x ON t (a, b)", (("t", WRITES),)),
    Case("CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a_idx ON t (a)",
         (("t", OWNS),)),
    Case("CREATE INDEX CONCURRENTLY x ON p1 (a, k)", (("p1", WRITES),)),
    Case("CREATE INDEX CONCURRENTLY x ON m (a)", (("m", OWNS),)),
    Case("CREATE INDEX CONCURRENTLY x ON p (a)"),
    Case("CREATE INDEX CONCURRENTLY x ON gone (a)"),
    Case("CREATE INDEX CONCURRENTLY t_a_idx ON t (a)"),
    Case("DROP INDEX CONCURRENTLY t_a_idx", (("t", READS), ("t", OWNS))),
    Case("DROP INDEX CONCURRENTLY IF EXISTS t_a_idx", (("t", READS),)),
    Case("DROP INDEX CONCURRENTLY IF EXISTS gone_idx"),
    Case("DROP INDEX CONCURRENTLY gone_idx"),
    Case("DROP INDEX CONCURRENTLY t_pkey"),
    Case("DROP INDEX CONCURRENTLY p_a_idx"),
    Case("DROP INDEX CONCURRENTLY t_a_idx, m_id_idx"),
    Case("DROP INDEX CONCURRENTLY t_a_idx CASCADE"),
    Case("REINDEX INDEX CONCURRENTLY t_a_idx", (("t", WRITES), ("t", READS)),
         counts=False),
    Case("REINDEX INDEX CONCURRENTLY t_pkey", (("t", WRITES),),
         counts=False),
    Case("REINDEX TABLE CONCURRENTLY t", (("t", WRITES), ("t", READS)),
         counts=False),
    Case("REINDEX TABLE CONCURRENTLY p1", (("p1", WRITES),),
         counts=False),
    Case("REINDEX TABLE CONCURRENTLY plain"),
    Case("REINDEX TABLE CONCURRENTLY gone"),
    Case("REINDEX TABLE p", (("p", OWNS), ("p1", OWNS), ("p2", OWNS)),
         counts=False),
    Case("REINDEX TABLE CONCURRENTLY p",
         (("p", OWNS), ("p1", WRITES), ("p2", WRITES)),
         counts=False),
    Case("REINDEX INDEX p_a_idx", (("p", OWNS), ("p1", OWNS), ("p2", OWNS)),
         counts=False),
    Case("REINDEX SCHEMA public"),
    Case("REINDEX TABLE t", (("t", OWNS), ("t", WRITES))),
    Case("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
         (("p", READS), ("p1", READS), ("p", OWNS))),
    Case("ALTER TABLE q DETACH PARTITION q1 CONCURRENTLY"),
    Case("ALTER TABLE p DETACH PARTITION t CONCURRENTLY"),
    Case("VACUUM t", (("t", TENDS),), counts=False),
    Case("VACUUM (ANALYZE) t", (("t", TENDS),), counts=False),
    Case("VACUUM t, plain", (("t", TENDS), ("plain", TENDS)), counts=False),
    Case("VACUUM p", (("p", TENDS), ("p1", TENDS), ("p2", TENDS)), counts=False),
    Case("VACUUM m", counts=False),
    Case("VACUUM gone"),
    Case("VACUUM", counts=False),
    Case("VACUUM FULL t", (("t", OWNS), ("t", READS)), counts=False),
    Case("VACUUM (FULL, ANALYZE) t", (("t", READS),), counts=False),
    Case("VACUUM FULL p", (("p", READS), ("p1", READS), ("p2", READS)),
         counts=False),
    Case("ANALYZE t", (("t", TENDS),), counts=False),
    Case("CLUSTER t USING t_a_idx", (("t", OWNS), ("t", READS)),
         counts=False),
    Case("CLUSTER t USING gone_idx"),
    Case("CLUSTER t"),
    Case("CLUSTER p USING p_a_idx",
         (("p", READS), ("p1", READS), ("p2", READS)),
         counts=False),
    Case("CLUSTER"),
    Case("REFRESH MATERIALIZED VIEW CONCURRENTLY m",
         (("m", OWNS), ("t", OWNS)), counts=False),
    Case("REFRESH MATERIALIZED VIEW CONCURRENTLY keyless"),
    Case("REFRESH MATERIALIZED VIEW m", (("m", READS), ("t", OWNS)),
         counts=False),
    Case("ALTER TYPE mood ADD VALUE 'great'"),
    Case("ALTER TYPE mood ADD VALUE 'ok'"),
    Case("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'"),
    Case("ALTER TYPE mood ADD VALUE 'great' BEFORE 'nothing'"),
    Case("ALTER SYSTEM SET work_mem = '8MB'"),
    Case("ALTER SYSTEM RESET ALL"),
    Case("CREATE DATABASE other"),
    Case("DROP DATABASE IF EXISTS nothing"),
    Case("CREATE TABLESPACE near LOCATION ''"),
]


def relations(connection):
    return {name: (kind, file) for name, kind, file in connection.rows("""
SELECT relname, relkind, pg_relation_filenode(oid) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN
  ('r', 'p', 'i', 'I', 'm')""")}


def scans(connection):
    connection.run("SELECT pg_stat_force_next_flush()")
    connection.run("SELECT pg_stat_clear_snapshot()")
    return dict(connection.rows(
        "SELECT relname, seq_scan + coalesce(idx_scan, 0) "
        "FROM pg_stat_user_tables"))


@dataclasses.dataclass
class Seen:
    error: str = ""
    message: str = ""
    inside: str = ""  # the SQLSTATE in a transaction block
    locks: dict = dataclasses.field(default_factory=dict)
    rewrites: set = dataclasses.field(default_factory=set)
    scans: set = dataclasses.field(default_factory=set)


class Worlds:
    """Copies of one database, each used once."""

    def __init__(self, server):
        self._server = server
        self._count = 0
        with server.connect() as admin:
            admin.run("CREATE DATABASE world")
        with server.connect("world") as connection:
            connection.run(WORLD)

    def make(self):
        self._count += 1
        name = f"w{self._count}"
        with self._server.connect() as admin:
            admin.run(f"CREATE DATABASE {name} TEMPLATE world "
                      "STRATEGY file_copy")
        return name

    def drop(self, name):
        with self._server.connect() as admin:
            admin.run(f"DROP DATABASE {name} WITH (FORCE)")


def run(connection, sql):
    try:
        connection.run(sql)
    except pg_server.SqlError as error:
        return error.sqlstate, error.message
    return "", ""


def observe_alone(server, worlds, case, seen):
    name = worlds.make()
    with server.connect(name) as connection:
        connection.run("SET allow_in_place_tablespaces = on")
        connection.run("BEGIN")
        seen.inside, _ = run(connection, case.sql)
        connection.run("ROLLBACK")
        before, read = relations(connection), scans(connection)
        seen.error, seen.message = run(connection, case.sql)
        after, read_now = relations(connection), scans(connection)
        for table, count in read_now.items():
            if count != read.get(table, count):
                seen.scans.add(table)
        for relation, (_, file) in before.items():
            if after.get(relation, (None, None))[1] not in (None, file):
                seen.rewrites.add(relation)
    worlds.drop(name)
    return {relation: kind for relation, (kind, _) in before.items()}


def observe_blocked(server, worlds, case, blocker, seen):
    relation, mode = blocker
    name = worlds.make()
    with server.connect(name) as way, server.connect(name) as eyes, \
            server.connect(name) as runner:
        way.run(f"BEGIN; LOCK TABLE ONLY {relation} IN {mode} MODE"
                if relation != "m" else
                f"BEGIN; {lock_view(mode)}")
        [[pid]] = runner.rows("SELECT pg_backend_pid()")
        thread = threading.Thread(target=run, args=(runner, case.sql))
        thread.start()
        waits, end = False, time.monotonic() + 10
        while thread.is_alive() and not waits and time.monotonic() < end:
            time.sleep(0.01)
            waits = bool(eyes.rows(
                f"SELECT 1 FROM pg_locks WHERE pid = {pid} AND NOT granted"))
        for table, held in eyes.rows(
                "SELECT relname, mode FROM pg_locks l JOIN pg_class c "
                f"ON c.oid = l.relation WHERE pid = {pid} AND "
                "relnamespace = 'public'::regnamespace"):
            rank = LOCKS.index(held)
            seen.locks[table] = max(seen.locks.get(table, -1), rank)
        way.run("ROLLBACK")
        thread.join()
    worlds.drop(name)
    return waits


def lock_view(mode):
    """LOCK TABLE takes no materialized view; these lock it as strongly."""
    return {READS: "SELECT count(*) FROM m",
            WRITES: "SELECT count(*) FROM m",
            OWNS: "ALTER MATERIALIZED VIEW m SET (fillfactor = 90), "
                  "SET WITHOUT CLUSTER, OWNER TO postgres"}[mode]


def predict(binary, version, sql):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "setup.sql").write_text(WORLD)
        (folder / "alone.sql").write_text(f"{sql};\n")
        (folder / "inside.sql").write_text(f"BEGIN;\n{sql};\n")
        told = []
        for file in ("alone.sql", "inside.sql"):
            done = subprocess.run(
                [binary, "facts", "--effects", folder / file, "--setup",
                 folder / "setup.sql", "--pg-version", str(version)],
                stdout=subprocess.PIPE, check=False)
            told.append(json.loads(done.stdout)["statements"][-1])
    return told


def faults(case, seen, kinds, alone, inside):
    said = alone["error"]["sqlstate"] if alone["error"] else ""
    if said != seen.error:
        yield f"gives {seen.error or 'no error'} {seen.message}, told {said}"
    said = inside["error"]["sqlstate"] if inside["error"] else ""
    if said != seen.inside:
        yield f"gives {seen.inside or 'no error'} in a block, told {said}"
    refused = alone["transaction"] == "refused"
    if refused != (seen.inside == "25001"):
        yield f"in a block: {seen.inside}, told {alone['transaction']}"
    if seen.error or alone["unknown"]:
        return
    told = {lock["relation"]: MODES.index(lock["mode"])
            for lock in alone["locks"]}
    for name in sorted(set(told) | set(seen.locks)):
        if kinds.get(name, "i") in ("i", "I"):
            continue
        was, now = seen.locks.get(name, -1), told.get(name, -1)
        if not case.blockers and was < 0:
            continue
        if was != now:
            yield (f"{name} is locked {MODES[was] if was >= 0 else 'not'}, "
                   f"told {MODES[now] if now >= 0 else 'not'}")
    for name in sorted(seen.rewrites ^ set(alone["rewrites"])):
        yield f"{name} is {'' if name in seen.rewrites else 'not '}rewritten"
    if case.counts:
        for name in sorted(seen.scans ^ set(alone["scans"])):
            yield f"{name} is {'' if name in seen.scans else 'not '}read"


def check(binary, version, cases):
    wrong = unknown = 0
    with pg_server.start(version) as server:
        worlds = Worlds(server)
        for case in cases:
            seen = Seen()
            kinds = observe_alone(server, worlds, case, seen)
            found = []
            for blocker in case.blockers:
                if not observe_blocked(server, worlds, case, blocker, seen):
                    found.append(f"does not wait for {blocker}")
            alone, inside = predict(binary, version, case.sql)
            found += faults(case, seen, kinds, alone, inside)
            unknown += bool(alone["unknown"])
            wrong += bool(found)
            if found:
                print(f"{version} {case.sql}")
            for fault in found:
                print(f"    {fault}")
    print(f"PostgreSQL {version}: {len(cases)} statements by themselves, "
          f"{unknown} unknown, {wrong} wrong")
    return wrong == 0 and unknown * 10 <= len(cases)


def main():
    binary, *wanted = sys.argv[1:]
    good, ran = True, False
    for version in pg_server.VERSIONS:
        cases = [case for case in CASES if case.since <= version and
                 (not wanted or any(word in case.sql for word in wanted))]
        try:
            good &= check(binary, version, cases)
            ran = True
        except pg_server.NotInstalled as error:
            print(error)
    if not ran:
        return pg_server.SKIPPED
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
