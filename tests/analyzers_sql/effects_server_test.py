# SPDX-License-Identifier: Apache-2.0
"""Checks each claim of analyzers/sql/facts.def against a PostgreSQL server.

Runs every example in a transaction of a throw-away server and compares the
lock taken, and whether the table was read, rewritten or got an index. Exits
77, which ctest counts as skipped, where no server is installed.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import pg_server  # noqa: E402
FACTS = HERE.parent.parent / "analyzers" / "sql" / "facts.def"
FACT = re.compile(r'INTERLOCK_FACT\((\w+),\s*k(\w+),\s*k(\w+),'
                  r'\s*((?:"[^"]*"\s*)+)\)')
LOCKS = ["AccessShareLock", "RowShareLock", "RowExclusiveLock",
         "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock",
         "ExclusiveLock", "AccessExclusiveLock"]
# What the claim is about, where the example does not name t.
RELATIONS = {"CreateIndexOnly": "p", "DetachPartition": "p",
             "CreatePartition": "p", "RefreshView": "m"}
# Gives the table a new, empty file and builds its indexes on that.
EMPTIES = {"Truncate"}


def read_facts():
    for name, lock, work, text in FACT.findall(FACTS.read_text()):
        sql = "".join(re.findall(r'"([^"]*)"', text))
        if sql:
            yield name, lock + "Lock", work, sql


def observe(connection, relation, sql):
    """The strongest lock, and what happened to the table meanwhile."""
    connection.run(f"""
BEGIN;
CREATE TEMP TABLE before AS SELECT c.oid, c.relfilenode, (SELECT count(*)
  FROM pg_index i WHERE i.indrelid = c.oid) AS indexes
  FROM pg_class c WHERE c.oid = '{relation}'::regclass;
CREATE TEMP TABLE reads AS SELECT coalesce(sum(seq_scan), 0) AS n
  FROM pg_stat_xact_user_tables WHERE relid = (SELECT oid FROM before)""")
    try:
        connection.run(sql)
        locks = connection.rows("""
SELECT l.mode FROM pg_locks l, before b
  WHERE l.pid = pg_backend_pid() AND l.relation = b.oid""")
        rows = connection.rows("""
SELECT 'file', c.relfilenode <> b.relfilenode FROM pg_class c, before b
  WHERE c.oid = b.oid
UNION ALL
SELECT 'index', (SELECT count(*) FROM pg_index i WHERE i.indrelid = b.oid)
  > b.indexes FROM before b
UNION ALL
SELECT 'read', coalesce(sum(seq_scan), 0) > (SELECT n FROM reads)
  FROM pg_stat_xact_user_tables WHERE relid = (SELECT oid FROM before)""")
    finally:
        connection.run("ROLLBACK")
    seen = {key: value == "t" for key, value in rows}
    return max((mode for [mode] in locks), key=LOCKS.index,
               default="none"), seen


def faults(name, lock, work, taken, seen):
    if taken != lock:
        yield f"takes {taken}, not {lock}"
    rewritten = seen.get("file", False) and name not in EMPTIES
    if rewritten != (work == "Rewrite") and name != "RefreshView":
        yield f"rewritten: {rewritten}, claimed {work}"
    if work == "Instant" and seen.get("read", False) and name not in EMPTIES:
        yield "reads the table, claimed to be instant"
    if work == "Scan" and not seen.get("read", False):
        yield "does not read the table, claimed to"
    build = name not in {"Reindex", "CreateIndexOnly"}
    if build and seen.get("index", False) != (work == "IndexBuild"):
        yield f"new index: {seen.get('index')}, claimed {work}"


def check_all(connection):
    connection.run((HERE / "server_schema.sql").read_text())
    count = wrong = 0
    for name, lock, work, sql in read_facts():
        count += 1
        relation = RELATIONS.get(name, "t")
        for fault in faults(name, lock, work,
                            *observe(connection, relation, sql)):
            print(f"{name}: {fault}\n    {sql}")
            wrong += 1
    return count, wrong


def main():
    ran = wrong = 0
    for version in pg_server.VERSIONS:
        try:
            server = pg_server.start(version)
        except pg_server.NotInstalled as error:
            print(error)
            continue
        with server, server.connect() as connection:
            ran, faulty = check_all(connection)
            print(f"{version}: {ran} claims checked, {faulty} wrong")
            wrong += faulty
    if ran == 0:
        return pg_server.SKIPPED
    return 1 if wrong or ran < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
