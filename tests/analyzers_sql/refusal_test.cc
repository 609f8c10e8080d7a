// SPDX-License-Identifier: Apache-2.0
// What RefusalOf says without a server; refusal_server_test.py asks servers.
#include "analyzers/sql/refusal.h"

#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

// The SQLSTATE of each statement that is proven to fail, and "?" after those
// that fail if rows exist.
std::vector<std::string> Refused(Repository::Files files,
                                 ProjectSettings settings = {}) {
  files.emplace("go.mod", "");
  Repository repo(std::move(files), std::move(settings));
  std::vector<std::string> seen;
  repo.Each([&](const Op&, const Moment& m) {
    if (m.index != m.statement().first_op) return;
    const Refusal* refusal = m.refusal();
    if (refusal == nullptr) return;
    bool proven = refusal->certainty == Certainty::kProven;
    EXPECT_EQ(m.Fails(), proven && refusal->evidence == Evidence::kSeen);
    seen.push_back(std::string(refusal->sqlstate) + (proven ? "" : "?"));
  });
  return seen;
}
std::vector<std::string> Refused(std::string sql) {
  return Refused(Repository::Files{{"migrations/1_a.sql", std::move(sql)}});
}
using States = std::vector<std::string>;

constexpr const char* kOrders = "CREATE TABLE orders (id int, code text);";

TEST(Refusal, NamesTheState) {
  std::string sql = kOrders;
  EXPECT_EQ(Refused(sql + "ALTER TABLE orders DROP COLUMN nope;"),
            States{"42703"});
  EXPECT_EQ(Refused(sql + "CREATE TABLE orders (id int);"), States{"42P07"});
  EXPECT_EQ(Refused(sql + "DROP VIEW orders;"), States{"42809"});
  EXPECT_EQ(Refused(sql + "ALTER TABLE orders ADD COLUMN x int NOT NULL;"),
            States{"23502?"});
}

TEST(Refusal, ClassesComeWithCauses) {
  EXPECT_EQ(ClassOf(Cause::kRequiredColumn), RefusalClass::kData);
  EXPECT_EQ(NameOf(ClassOf(Cause::kDropNeedsCascade)), "dependent objects");
  EXPECT_EQ(NameOf(Cause::kNewerSyntax), "NewerSyntax");
}

TEST(Refusal, SaysNothingOfWhatIsNotKnown) {
  std::string sql = kOrders;
  EXPECT_EQ(Refused("ALTER TABLE older DROP COLUMN nope;"), States{});
  // Two tables from elsewhere: the history does not begin on nothing.
  EXPECT_EQ(Refused(sql + "CREATE TABLE a (x int REFERENCES one (id));"
                          "CREATE TABLE b (x int REFERENCES two (id));"),
            States{"42P01"});
  // A block that was not read may have done anything.
  EXPECT_EQ(Refused(sql + "DO $$ BEGIN EXECUTE 'x' || now(); END $$;"
                          "ALTER TABLE orders DROP COLUMN nope;"),
            States{});
}

TEST(Refusal, AsksTheStateBeforeEachStatement) {
  std::string sql = kOrders;
  EXPECT_EQ(Refused(sql + "ALTER TABLE orders RENAME COLUMN code TO label;"
                          "UPDATE orders SET label = 'x';"
                          "UPDATE orders SET code = 'x';"
                          "ALTER TABLE orders RENAME TO sales;"
                          "UPDATE orders SET label = 'x';"
                          "UPDATE sales SET label = 'x';"),
            (States{"42703", "42P01"}));
}

TEST(Refusal, LetsActionsOfOneStatementHelpEachOther) {
  std::string sql = kOrders;
  EXPECT_EQ(Refused(sql + "ALTER TABLE orders DROP COLUMN code,"
                          " ADD COLUMN code int;"),
            States{});
  EXPECT_EQ(Refused(sql + "ALTER TABLE orders ADD COLUMN x int,"
                          " ALTER COLUMN x SET DEFAULT 1;"),
            States{});
}

TEST(Refusal, KnowsTheVersion) {
  std::string sql = kOrders;
  Repository::Files files = {
      {"migrations/1_a.sql",
       sql + "CREATE UNIQUE INDEX ON orders (id) NULLS NOT DISTINCT;"}};
  ProjectSettings settings;
  settings.pg_version = 14;
  EXPECT_EQ(Refused(files, settings), States{"42601"});
  settings.pg_version = 15;
  EXPECT_EQ(Refused(files, settings), States{});
}

TEST(Refusal, TakesLongStatementsInLinearTime) {
  std::string sql = "CREATE TABLE orders (id int);\nALTER TABLE orders ";
  for (int i = 0; i < 20000; ++i) {
    sql += "ADD COLUMN c" + std::to_string(i) + " int,\n";
  }
  EXPECT_EQ(Refused(sql + "ADD COLUMN last int;"), States{});
}

}  // namespace
}  // namespace interlock::sql
