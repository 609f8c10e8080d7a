# SPDX-License-Identifier: Apache-2.0
"""What the documentation of rules and their fixes claim, on real servers.

Locks, rewrites and scans have a test of their own beside the analyzer; these
are the claims that it does not see.
"""
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import pg_server  # noqa: E402


class Claims:
    """Run once for each version by a subclass below."""
    version = 0

    @classmethod
    def setUpClass(cls):
        try:
            cls.server = pg_server.start(cls.version)
        except pg_server.NotInstalled as error:
            raise unittest.SkipTest(str(error))
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.pg = self.server.connect()
        self.addCleanup(self.pg.close)
        self.pg.run("DROP SCHEMA public CASCADE")
        self.pg.run("CREATE SCHEMA public")
        self.pg.run("CREATE TABLE t (id bigint, code varchar(9))")
        self.pg.run("INSERT INTO t SELECT n, n::text "
                    "FROM generate_series(1, 50) n")

    def value(self, sql):
        [[value]] = self.pg.rows(sql)
        return value

    def refused(self, sql):
        try:
            self.pg.run(sql)
        except pg_server.SqlError as error:
            return error.sqlstate
        return None

    def test_a_default_after_the_column_is_for_new_rows(self):
        before = self.value("SELECT pg_relation_filenode('t')")
        self.pg.run("ALTER TABLE t ADD COLUMN x uuid, "
                    "ALTER COLUMN x SET DEFAULT gen_random_uuid()")
        self.assertEqual(self.value("SELECT pg_relation_filenode('t')"),
                         before)
        self.assertEqual(self.value("SELECT count(x) FROM t"), "0")
        self.pg.run("INSERT INTO t (id) VALUES (51)")
        self.assertEqual(self.value("SELECT count(x) FROM t"), "1")

    def test_a_check_of_the_column_keeps_its_name_as_one_of_the_table(self):
        self.pg.run("ALTER TABLE t ADD COLUMN a int CHECK (a > 0)")
        self.pg.run("CREATE TABLE u (id int)")
        self.pg.run("ALTER TABLE u ADD COLUMN a int, "
                    "ADD CHECK (a > 0) NOT VALID")
        names = self.pg.rows("SELECT conname FROM pg_constraint WHERE "
                             "contype = 'c' AND conrelid <> 0 ORDER BY 1")
        self.assertEqual(names, [("t_a_check",), ("u_a_check",)])

    def test_not_null_by_a_check_ends_as_not_null(self):
        self.pg.run("ALTER TABLE t ADD CONSTRAINT t_id_not_null "
                    "CHECK (id IS NOT NULL) NOT VALID")
        for step in ("VALIDATE CONSTRAINT t_id_not_null",
                     "ALTER COLUMN id SET NOT NULL",
                     "DROP CONSTRAINT t_id_not_null"):
            self.pg.run(f"ALTER TABLE t {step}")
        self.assertEqual(self.refused("INSERT INTO t VALUES (NULL)"), "23502")

    def test_a_change_of_type_drops_the_statistics(self):
        self.pg.run("ANALYZE t")
        count = ("SELECT count(*) FROM pg_stats "
                 "WHERE tablename = 't' AND attname = 'code'")
        self.assertEqual(self.value(count), "1")
        self.pg.run("ALTER TABLE t ALTER COLUMN code TYPE varchar(20)")
        self.assertEqual(self.value(count), "0")

    def test_if_not_exists_keeps_a_column_of_another_type(self):
        self.pg.run("ALTER TABLE t ADD COLUMN IF NOT EXISTS code numeric")
        self.assertEqual(self.value("SELECT pg_typeof(code) FROM t LIMIT 1"),
                         "character varying")

    def test_json_has_no_equality(self):
        self.pg.run("ALTER TABLE t ADD COLUMN j json")
        self.assertEqual(self.refused("SELECT DISTINCT * FROM t"), "42883")

    def test_types_that_a_foreign_key_refuses(self):
        self.pg.run("CREATE TABLE k (n bigint UNIQUE, v varchar(9) UNIQUE, "
                    "u uuid UNIQUE, b bool UNIQUE, y bytea UNIQUE)")
        kinds = {"n": ("smallint", "int", "bigint"),
                 "v": ("text", "varchar", "char(3)"), "u": ("uuid",),
                 "b": ("bool",), "y": ("bytea",)}
        for key in kinds:
            for other, types in kinds.items():
                for name in types:
                    state = self.refused(
                        f"CREATE TABLE r (a {name} REFERENCES k ({key}))")
                    wanted = None if key == other else "42804"
                    self.assertEqual(state, wanted, (key, name))
                    if state is None:
                        self.pg.run("DROP TABLE r")

    def test_a_failed_build_stays_and_is_taken_for_the_real_one(self):
        self.pg.run("INSERT INTO t VALUES (1, 'x')")
        build = "CREATE UNIQUE INDEX CONCURRENTLY {} t_id ON t (id)"
        self.assertEqual(self.refused(build.format("")), "23505")
        self.assertIsNone(self.refused(build.format("IF NOT EXISTS")))
        valid = ("SELECT indisvalid FROM pg_index "
                 "WHERE indexrelid = 't_id'::regclass")
        self.assertEqual(self.value(valid), "f")

    def test_a_lock_timeout_cancels_a_concurrent_build(self):
        with self.server.connect() as other:
            other.run("BEGIN")
            other.run("UPDATE t SET code = 'x' WHERE id = 1")
            self.pg.run("SET lock_timeout = '200ms'")
            state = self.refused("CREATE INDEX CONCURRENTLY t_code ON t (code)")
            self.assertEqual(state, "55P03")
            other.run("ROLLBACK")
        self.assertEqual(
            self.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"),
            "1")

    def locks(self, statement, relation):
        self.pg.run("BEGIN")
        self.pg.run(statement)
        modes = self.pg.rows("SELECT mode FROM pg_locks WHERE relation = "
                             f"(SELECT oid FROM pg_class WHERE relname = "
                             f"'{relation}') AND pid = pg_backend_pid()")
        self.pg.run("ROLLBACK")
        return {mode for [mode] in modes}

    def test_alter_table_on_an_index_locks_more(self):
        self.pg.run("CREATE INDEX t_code ON t (code)")
        self.assertIn("AccessExclusiveLock",
                      self.locks("ALTER TABLE t_code RENAME TO x", "x"))
        self.assertNotIn("AccessExclusiveLock",
                         self.locks("ALTER INDEX t_code RENAME TO x", "x"))

    def test_a_foreign_key_locks_the_other_table(self):
        self.pg.run("CREATE TABLE k (id bigint PRIMARY KEY)")
        self.assertIn("ShareRowExclusiveLock",
                      self.locks("CREATE TABLE r (a bigint REFERENCES k)", "k"))
        self.pg.run("CREATE TABLE r (a bigint REFERENCES k)")
        self.assertIn("AccessExclusiveLock", self.locks(
            "ALTER TABLE r DROP CONSTRAINT r_a_fkey", "k"))
        self.assertIn("AccessExclusiveLock", self.locks("DROP TABLE r", "k"))

    def test_a_domain_locks_the_tables_that_use_it(self):
        self.pg.run("CREATE DOMAIN d AS int")
        self.pg.run("CREATE TABLE u (a d)")
        checked = "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0)"
        for change in (checked, "ALTER DOMAIN d SET NOT NULL"):
            self.assertIn("ShareLock", self.locks(change, "u"), change)
        self.pg.run(checked + " NOT VALID")
        self.assertIn("ShareLock", self.locks(
            "ALTER DOMAIN d VALIDATE CONSTRAINT c", "u"))

    def test_a_value_of_an_enum_cannot_be_dropped(self):
        self.pg.run("CREATE TYPE e AS ENUM ('a', 'b')")
        self.assertIsNotNone(self.refused("ALTER TYPE e DROP VALUE 'a'"))
        self.pg.run("ALTER TYPE e RENAME VALUE 'a' TO 'c'")
        self.assertEqual(self.refused("SELECT 'a'::e"), "22P02")


class On15(Claims, unittest.TestCase):
    version = 15


class On18(Claims, unittest.TestCase):
    version = 18

    def test_an_enforced_foreign_key_reads_the_rows(self):
        self.pg.run("CREATE TABLE k (id bigint PRIMARY KEY)")
        self.pg.run("ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (id) "
                    "REFERENCES k NOT ENFORCED")
        self.assertEqual(self.refused("ALTER TABLE t ALTER CONSTRAINT c "
                                      "ENFORCED"), "23503")


if __name__ == "__main__":
    outcome = unittest.main(exit=False).result
    nothing_ran = len(outcome.skipped) == 2 and outcome.testsRun == 0
    ok = outcome.wasSuccessful()
    sys.exit(pg_server.SKIPPED if ok and nothing_ran else not ok)
