# SPDX-License-Identifier: Apache-2.0
"""Runs a case on a server and says what the server did."""
import dataclasses

import pg_server

MODES = ["AccessShareLock", "RowShareLock", "RowExclusiveLock",
         "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock",
         "ExclusiveLock", "AccessExclusiveLock"]

QUERIES = ("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE TABLE x AS",
           "CREATE MATERIALIZED VIEW", "REFRESH")


@dataclasses.dataclass
class Seen:
    """Names are those before the statement, without their schema."""
    error: str = ""
    message: str = ""
    locks: dict = dataclasses.field(default_factory=dict)  # name -> rank
    kinds: dict = dataclasses.field(default_factory=dict)  # name -> relkind
    rewrites: set = dataclasses.field(default_factory=set)
    scans: set = dataclasses.field(default_factory=set)
    # A query may read through an index or from end to end: the planner's
    # choice, which nobody can know before.
    plans: bool = False
    empty: bool = False  # the table is
    held: dict = dataclasses.field(default_factory=dict)  # before, as locks


def relations(connection, schema):
    return {oid: (name, kind, file)
            for oid, name, kind, file in connection.rows(f"""
SELECT oid, relname, relkind, pg_relation_filenode(oid)
FROM pg_class WHERE relnamespace = '{schema}'::regnamespace
  AND relkind IN ('r', 'p', 'i', 'I', 'v', 'm', 'S', 'f')""")}


def locks(connection):
    held = {}
    for oid, mode in connection.rows(
            "SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' "
            "AND pid = pg_backend_pid() AND relation >= 16384"):
        held[oid] = max(held.get(oid, -1), MODES.index(mode))
    return held


def scans(connection):
    """Times that a table was read, and rows read from end to end. Foreign keys
    are looked up by a join, for which the planner may take an index."""
    return {oid: (int(count), int(rows)) for oid, count, rows in
            connection.rows("SELECT relid, seq_scan + coalesce(idx_scan, 0), "
                            "seq_tup_read FROM pg_stat_xact_user_tables")}


def compare(before, after, seen):
    # An index that was dropped and made again is found by its name.
    names = {name: file for name, _, file in after.values()}
    for oid, (name, _, file) in before.items():
        now = after[oid][2] if oid in after else names.get(name)
        if file is not None and now is not None and now != file:
            seen.rewrites.add(name)


def observe(connection, schema, case):
    """Leaves the database as it was."""
    seen = Seen(plans=case.sql.startswith(QUERIES),
                empty=case.name.startswith(("empty/", "new/")))
    connection.run(f"BEGIN; SET LOCAL search_path TO {schema}")
    try:
        if case.before:
            connection.run(case.before)
        before = relations(connection, schema)
        held, read = locks(connection), scans(connection)
        connection.run(case.sql.replace("{schema}", schema))
        held_now, read_now = locks(connection), scans(connection)
        for oid, (name, kind, _) in before.items():
            seen.kinds[name] = kind
            seen.held[name] = held.get(oid, -1)
            if held_now.get(oid, -1) > held.get(oid, -1):
                seen.locks[name] = held_now[oid]
            count, rows = read.get(oid, (0, 0))
            count_now, rows_now = read_now.get(oid, (0, 0))
            if count_now > count:
                seen.scans.add(name)
                # Indexes of a new, empty file are built in no time.
                if rows_now == rows and case.sql.startswith("TRUNCATE"):
                    seen.scans.discard(name)
        exists = connection.rows("SELECT 1 FROM pg_namespace WHERE nspname = "
                                 f"'{schema}'")
        compare(before, relations(connection, schema) if exists else {}, seen)
    except pg_server.SqlError as error:
        seen.error = error.sqlstate
        seen.message = error.message
    finally:
        connection.run("ROLLBACK")
    return seen
