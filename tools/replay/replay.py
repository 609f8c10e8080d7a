# SPDX-License-Identifier: Apache-2.0
"""Runs a history on a server and says what each statement did to the tables
that were there before its file.

Statements run in the transactions that interlock says the framework opens;
one that stands outside of any gets one of its own to be watched in. What is
looked at is the server's own account: pg_locks for the locks that this session
holds, relfilenode for a new heap, the scan counters of the transaction for
reads of a whole table.
"""
import enum

from pg_server import SqlError
from replay.filler import Filler

BLOCKING = {"ShareLock", "ShareRowExclusiveLock", "ExclusiveLock",
            "AccessExclusiveLock"}
# Nobody writes to a materialized view: what stops writers stops nobody.
BLOCKING_VIEWS = {"AccessExclusiveLock"}
# Their own locks block nobody: work that they do under a blocking lock is
# done under that of an earlier statement.
HARMLESS = {"Insert", "Update", "Delete", "Select", "CopyData",
            "ValidateConstraint", "CreateTable", "CreateView", "DoBlock"}
WATCH = """
SELECT c.oid, c.relfilenode, pg_stat_get_xact_numscans(c.oid),
  (SELECT string_agg(l.mode, ' ') FROM pg_locks l
   WHERE l.pid = pg_backend_pid() AND l.relation = c.oid AND l.granted),
  c.relkind, pg_stat_get_xact_tuples_returned(c.oid)
FROM pg_class c WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
  AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
    WHERE nspname ~ '^pg_' OR nspname = 'information_schema')"""
# The plan of a foreign key's check must not read the other table for nothing.
SESSION = ("SET enable_hashjoin = off; SET enable_mergejoin = off; "
           "SET check_function_bodies = off; SET max_parallel_workers = 0")


class Label(enum.Enum):
    """What a statement did, the worst first."""
    REWRITE = "rewrite"    # wrote the table anew while it was blocked
    SCAN = "scan"          # read all of it while it was blocked
    HELD = "held"          # read all of one under an earlier lock on any
    BRIEF = "brief"        # blocked it without work
    NOTHING = "nothing"
    FAILS = "fails"        # refused because the table has rows
    REFUSED = "refused"    # refused in this transaction
    ERROR = "error"        # refused for a reason of this replay or its own


HAZARDS = {Label.REWRITE, Label.SCAN}
JUDGED = HAZARDS | {Label.HELD, Label.BRIEF, Label.NOTHING}


class Seen:
    """The watched relations at one moment, by oid."""
    def __init__(self, rows):
        self.files = {row[0]: row[1] for row in rows}
        self.scans = {row[0]: int(row[2] or 0) for row in rows}
        self.rows_read = {row[0]: int(row[5] or 0) for row in rows}
        # Those that block somebody.
        self.locks = {
            row[0]: set((row[3] or "").split()) &
            (BLOCKING_VIEWS if row[4] == "m" else BLOCKING) for row in rows}


class Replay:
    def __init__(self, connection, replacements=()):
        self.connection = connection
        self.replacements = replacements
        self.filler = Filler(connection)
        self.old = set()         # what was there before the file
        self.before = None       # Seen, in the transaction under way
        self.transaction = None  # its number in the file
        self.errors = []         # (path, line, message)
        connection.run(SESSION)

    def run(self, history, progress=lambda path: None):
        for migration in history.migrations:
            progress(migration.path)
            self.connection.run(SESSION)
            self.filler.fill()
            self.old = {row[0] for row in self.connection.rows(WATCH)}
            for statement in migration.statements:
                statement.label = self._step(migration, statement)
            self._close("COMMIT")

    def _step(self, migration, statement):
        if statement.kinds == {"Transaction"}:
            word = statement.text.split()[0].upper()
            if word in ("BEGIN", "START"):
                return Label.NOTHING
            if word in ("COMMIT", "END", "ROLLBACK", "ABORT") and (
                    " TO " not in statement.text.upper()):
                self._close("COMMIT" if word in ("COMMIT", "END")
                            else "ROLLBACK")
                return Label.NOTHING
        if statement.transaction is None:
            self._close("COMMIT")
            if statement.refused:
                return self._bare(migration, statement)
        elif statement.transaction != self.transaction:
            self._close("COMMIT")
        self._open(statement.transaction)
        label = self._watched(migration, statement)
        if statement.transaction is None:
            self._close("COMMIT")
        return label

    def _open(self, number):
        if self.before is None:
            self.connection.run("BEGIN")
            self.before = self._look()
        self.transaction = number

    def _close(self, word):
        if self.before is None:
            return
        try:
            self.connection.run(word)
        except SqlError:
            self.connection.run("ROLLBACK")
        self.before = self.transaction = None

    def _look(self):
        return Seen(self.connection.rows(WATCH))

    def _text(self, statement):
        text = statement.text
        for old, new in self.replacements:
            text = text.replace(old, new)
        return text

    def _bare(self, migration, statement):
        """A statement that cannot be watched from inside."""
        before = self._look()
        try:
            self.connection.run(self._text(statement))
        except SqlError as error:
            return self._failed(migration, statement, error)
        after = self._look()
        moved = any(before.files[oid] != after.files.get(oid)
                    for oid in self.old & after.files.keys())
        return Label.REWRITE if moved else Label.NOTHING

    def _watched(self, migration, statement):
        self.connection.run("SAVEPOINT replay")
        try:
            self.connection.run(self._text(statement))
        except SqlError as error:
            self.connection.run("ROLLBACK TO replay")
            return self._again(migration, statement, error)
        return self._judge(statement)

    def _again(self, migration, statement, error):
        """Once more without rows, or without the transaction."""
        if error.sqlstate == "25001":
            number = self.transaction
            self._close("COMMIT")
            label = self._bare(migration, statement)
            self._open(number)
            return label if label is Label.ERROR else Label.REFUSED
        self.filler.empty()
        self.before = self._look()
        self.connection.run("SAVEPOINT replay")
        try:
            self.connection.run(self._text(statement))
        except SqlError:
            self.connection.run("ROLLBACK TO replay")
            return self._failed(migration, statement, error)
        label = self._judge(statement)
        self.filler.fill(self.old)
        self.before = self._look()
        # A new column that may not be null: no value for the rows there are.
        never = error.sqlstate == "23502" and "AddColumn" in statement.kinds
        return Label.FAILS if never else label

    def _failed(self, migration, statement, error):
        self.errors.append((migration.path, statement.line, error.message))
        return Label.ERROR

    def _judge(self, statement):
        after, before = self._look(), self.before
        self.before = after
        found = {Label.NOTHING}
        old = self.old & before.files.keys()
        for oid in old:
            found.add(self._effect(statement, before, after, oid))
        # Looking up the rows of a table of this file, filled above, in one
        # that is blocked meanwhile.
        if "AddConstraint" in statement.kinds and any(
                after.locks.get(oid) for oid in old):
            if any(read > before.rows_read.get(oid, 0)
                   for oid, read in after.rows_read.items()
                   if oid not in self.old):
                found.add(Label.HELD)
        # Reading one table while another stays blocked.
        if statement.kinds <= HARMLESS and any(
                before.locks[oid] for oid in old):
            if any(after.scans.get(oid, 0) > before.scans[oid] for oid in old):
                found.add(Label.HELD)
        return next(label for label in Label if label in found)

    @staticmethod
    def _effect(statement, before, after, oid):
        held = before.locks[oid]
        if oid not in after.files:
            return Label.BRIEF  # dropped
        locks = after.locks[oid]
        if not locks:
            return Label.NOTHING
        own = bool(locks - held) or not statement.kinds <= HARMLESS
        moved = before.files[oid] != after.files[oid]
        if moved and "Truncate" not in statement.kinds:
            return Label.REWRITE if own else Label.HELD
        if after.scans[oid] > before.scans[oid] and (
                "Truncate" not in statement.kinds):
            return Label.SCAN if own else Label.HELD
        return Label.BRIEF if locks != held else Label.NOTHING
