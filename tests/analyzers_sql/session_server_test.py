# SPDX-License-Identifier: Apache-2.0
"""Checks what analyzers/sql/settings.h and transactions.h say of the server:
where settings end, and what shares a transaction. Exits 77, which ctest counts
as skipped, where no server is installed."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent /
                       "support"))

import pg_server  # noqa: E402

SHOW = "SHOW lock_timeout"
# Each string is one message to the server; the last row of the last message
# is compared. An error is compared by its SQLSTATE.
SETTINGS = [
    ("SET LOCAL outside of a transaction",
     ["SET LOCAL lock_timeout = '5s'", SHOW], "0"),
    ("SET LOCAL among several statements of one string",
     [f"SET LOCAL lock_timeout = '5s'; {SHOW}"], "5s"),
    ("SET LOCAL after the string",
     ["SET LOCAL lock_timeout = '5s'; SELECT 1", SHOW], "0"),
    ("SET LOCAL after COMMIT",
     ["BEGIN", "SET LOCAL lock_timeout = '5s'", "COMMIT", SHOW], "0"),
    ("SET after ROLLBACK",
     ["BEGIN", "SET lock_timeout = '5s'", "ROLLBACK", SHOW], "0"),
    ("SET after COMMIT",
     ["BEGIN", "SET lock_timeout = '5s'", "COMMIT", SHOW], "5s"),
    ("SET under SET LOCAL after COMMIT",
     ["BEGIN", "SET lock_timeout = '5s'", "SET LOCAL lock_timeout = '9s'",
      "COMMIT", SHOW], "5s"),
    ("ROLLBACK TO takes a SET back",
     ["BEGIN", "SET lock_timeout = '1s'", "SAVEPOINT a",
      "SET lock_timeout = '2s'", "ROLLBACK TO a", "COMMIT", SHOW], "1s"),
    ("RELEASE keeps it",
     ["BEGIN", "SAVEPOINT a", "SET LOCAL lock_timeout = '2s'", "RELEASE a",
      SHOW, "ROLLBACK"], "2s"),
    ("RESET ALL", ["SET lock_timeout = '5s'", "RESET ALL", SHOW], "0"),
    ("RESET ALL leaves the role",
     ["SET ROLE other", "RESET ALL", "SHOW role"], "other"),
    ("DISCARD ALL", ["SET lock_timeout = '5s'", "DISCARD ALL", SHOW], "0"),
    ("DISCARD ALL takes the role",
     ["SET ROLE other", "DISCARD ALL", "SHOW role"], "none"),
    ("set_config for the transaction",
     ["SELECT set_config('lock_timeout', '5s', true)", SHOW], "0"),
    ("set_config for the session",
     ["SELECT set_config('lock_timeout', '5s', false)", SHOW], "5s"),
]
BUILD = "CREATE INDEX CONCURRENTLY ON t (a)"
TRANSACTIONS = [
    ("alone in a string", [BUILD], None),
    ("one of several in a string", [f"SELECT 1; {BUILD}"], "25001"),
    ("first of several in a string", [f"{BUILD}; SELECT 1"], "25001"),
    ("behind COMMIT in a string",
     [f"BEGIN; SELECT 1; COMMIT; {BUILD}"], "25001"),
    ("BEGIN in a string takes in what stood before",
     ["CREATE TABLE x (); BEGIN; SELECT 1", "ROLLBACK", "SELECT FROM x"],
     "42P01"),
    ("a nested BEGIN does nothing",
     ["BEGIN", "CREATE TABLE y ()", "BEGIN", "SELECT 1", "COMMIT",
      "SELECT FROM y"], None),
    ("COMMIT ends the outer transaction",
     ["BEGIN", "BEGIN", "CREATE TABLE z ()", "COMMIT", "ROLLBACK",
      "SELECT FROM z"], None),
    ("a savepoint outside of a transaction", ["SAVEPOINT a"], "25P01"),
]


def last_value(connection, messages):
    value = None
    for message in messages:
        rows = connection.rows(message)
        if rows and rows[-1]:
            value = rows[-1][0]
    return value


def faults(server):
    for name, messages, wanted in SETTINGS:
        with server.connect() as connection:
            value = last_value(connection, messages)
        if value != wanted:
            yield f"{name}: {value}, not {wanted}"
    for name, messages, wanted in TRANSACTIONS:
        with server.connect() as connection:
            state = None
            try:
                last_value(connection, messages)
            except pg_server.SqlError as error:
                state = error.sqlstate
        if state != wanted:
            yield f"{name}: {state}, not {wanted}"


def build_faults(server):
    """A lock_timeout cancels a concurrent build that waits for an older
    transaction, and an invalid index stays."""
    with server.connect() as old, server.connect() as connection:
        old.run("BEGIN")
        old.run("INSERT INTO t VALUES (1)")
        connection.run("SET lock_timeout = '100ms'")
        try:
            connection.run("CREATE INDEX CONCURRENTLY slow ON t (a)")
            yield "a build under lock_timeout was not cancelled"
        except pg_server.SqlError as error:
            if error.sqlstate != "55P03":
                yield f"a cancelled build gives {error.sqlstate}"
        valid = connection.rows("SELECT indisvalid FROM pg_index WHERE "
                                "indexrelid = 'slow'::regclass")
        if valid != [("f",)]:
            yield f"a cancelled build leaves {valid}"


def main():
    wrong = []
    ran = False
    for version in pg_server.VERSIONS:
        try:
            with pg_server.start(version) as server:
                with server.connect() as connection:
                    connection.run("CREATE ROLE other; CREATE TABLE t (a int)")
                found = [*faults(server), *build_faults(server)]
        except pg_server.NotInstalled as error:
            print(error)
            continue
        ran = True
        wrong += [f"PostgreSQL {version}: {one}" for one in found]
    print("\n".join(wrong) or f"{len(SETTINGS) + len(TRANSACTIONS)} claims")
    if not ran:
        return pg_server.SKIPPED
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
