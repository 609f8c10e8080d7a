// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/held_locks.h"

#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

// The tables that are locked at each SELECT of the second migration.
std::string Held(const std::string& sql) {
  Repository repo(
      Repository::Files{{"migrations/1.sql",
                         "CREATE TABLE a (x int); CREATE TABLE b (x int);"
                         "CREATE INDEX a_x ON a (x);"},
                        {"migrations/2.sql", sql}});
  std::string seen;
  HeldLocks held;
  repo.Each([&](const Op& op, const Moment& m) {
    held.Before(m);
    if (op.kind == OpKind::kSelect) {
      for (const HeldLock& one : held.locks()) {
        seen += std::string(one.name.name) + ":";
        seen += std::string(NameOf(one.lock)) + " ";
      }
      seen += "|";
    }
    held.After(m);
  });
  return seen;
}

TEST(HeldLocks, LastUntilTheTransactionEnds) {
  EXPECT_EQ(Held("BEGIN; ALTER TABLE a ADD y int; SELECT 1; COMMIT; SELECT 1;"),
            "a:ACCESS EXCLUSIVE ||");
  EXPECT_EQ(Held("ALTER TABLE a ADD y int; SELECT 1;"), "|");
  EXPECT_EQ(Held("BEGIN; ALTER TABLE a ADD y int; ROLLBACK; SELECT 1;"), "|");
  EXPECT_EQ(Held("BEGIN; ALTER TABLE a ADD y int; COMMIT;"
                 "BEGIN; SELECT 1; COMMIT;"),
            "|");
}

TEST(HeldLocks, KeepTheStrongest) {
  EXPECT_EQ(Held("BEGIN; CREATE INDEX ON a (x); SELECT 1;"
                 "ALTER TABLE a ADD y int; SELECT 1; CREATE INDEX ON a (x);"
                 "LOCK TABLE b IN SHARE MODE; SELECT 1; COMMIT;"),
            "a:SHARE |a:ACCESS EXCLUSIVE |a:ACCESS EXCLUSIVE b:SHARE |");
}

TEST(HeldLocks, LeaveOutWhatNobodyWaitsFor) {
  EXPECT_EQ(Held("BEGIN; CREATE TABLE c (x int); ALTER TABLE c ADD y int;"
                 "CREATE TEMP TABLE d (x int); TRUNCATE d;"
                 "UPDATE a SET x = 1; COMMENT ON TABLE a IS 'x';"
                 "SELECT 1; COMMIT;"),
            "|");
}

TEST(HeldLocks, GoWithTheirSavepoint) {
  EXPECT_EQ(Held("BEGIN; ALTER TABLE a ADD y int; SAVEPOINT s;"
                 "ALTER TABLE b ADD y int; SELECT 1; ROLLBACK TO s; SELECT 1;"
                 "ROLLBACK TO nobody; SELECT 1; COMMIT;"),
            "a:ACCESS EXCLUSIVE b:ACCESS EXCLUSIVE |a:ACCESS EXCLUSIVE "
            "|a:ACCESS EXCLUSIVE |");
}

TEST(HeldLocks, UnknownTablesCount) {
  EXPECT_EQ(Held("BEGIN; ALTER TABLE s.q ADD y int; ALTER TABLE s.q ADD z int;"
                 "SELECT 1; COMMIT;"),
            "q:ACCESS EXCLUSIVE |");
}

TEST(HeldLocks, AreBounded) {
  std::string sql = "BEGIN;";
  for (int i = 0; i < 500; ++i) {
    sql += "ALTER TABLE t" + std::to_string(i) + " ADD y int; SAVEPOINT s;";
  }
  EXPECT_LT(Held(sql + "SELECT 1; COMMIT;").size(), 64u * 25);
}

}  // namespace
}  // namespace interlock::sql
