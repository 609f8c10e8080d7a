// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/reversibility.h"

#include <gtest/gtest.h>

#include "repository.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kSchema =
    "-- +goose Up\n"
    "CREATE TYPE mood AS ENUM ('sad', 'ok');"
    "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50),"
    " CONSTRAINT k CHECK (a > 0));";

// What is not restored: "column t.a: no" and the like.
std::string Missing(std::string up, std::string down,
                    Repository::Files more = {}) {
  Repository::Files files = {
      {"m/1_a.sql", std::string(kSchema)},
      {"m/2_b.sql",
       "-- +goose Up\n" + up + "\n-- +goose Down\n" + down + "\n"}};
  files.merge(more);
  Repository repo(std::move(files));
  std::string text;
  const Migration& last = repo.history().migrations.back();
  for (const Removal& removal : RemovalsOf(repo.history(), last)) {
    if (removal.restored == Restored::kYes) continue;
    if (!text.empty()) text += "; ";
    text += std::string(NameOf(removal.kind)) + " " + removal.what;
    if (removal.restored == Restored::kDifferent) {
      text += " " + removal.difference;
    }
    if (removal.restored == Restored::kUnknown) text += " unknown";
    if (removal.assumed) text += "?";
  }
  return text;
}

TEST(Reversibility, Columns) {
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;", ""), "column t.a");
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;",
                    "ALTER TABLE t ADD COLUMN a int;"),
            "");
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;",
                    "ALTER TABLE t ADD COLUMN a text;"),
            "column t.a comes back as text, it was int4");
  EXPECT_EQ(
      Missing("ALTER TABLE t ADD x int; ALTER TABLE t DROP COLUMN x;", ""), "");
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN IF EXISTS nobody;", ""), "");
  EXPECT_EQ(Missing("ALTER TABLE elsewhere DROP COLUMN a;", ""),
            "column elsewhere.a?");
}

TEST(Reversibility, TextAndUnlimitedVarcharAreOne) {
  EXPECT_EQ(Missing("ALTER TABLE t ADD c varchar;", ""), "");
  Repository repo(Repository::Files{
      {"m/1_a.sql", "-- +goose Up\nCREATE TABLE t (id int, c varchar);"},
      {"m/2_b.sql",
       "-- +goose Up\nALTER TABLE t ALTER c TYPE bytea USING c::bytea;\n"
       "-- +goose Down\nALTER TABLE t ALTER c TYPE text;\n"}});
  const Migration& last = repo.history().migrations.back();
  std::vector<Removal> removals = RemovalsOf(repo.history(), last);
  ASSERT_EQ(removals.size(), 1u);
  EXPECT_EQ(removals[0].restored, Restored::kYes) << removals[0].difference;
}

// ADD UNIQUE without a name gives the name back that the server chose.
TEST(Reversibility, ConstraintsByTheNameTheServerChooses) {
  auto missing = [](std::string_view down) {
    Repository repo(Repository::Files{
        {"m/1_a.sql", "-- +goose Up\nCREATE TABLE t (a int UNIQUE, b int);"},
        {"m/2_b.sql",
         "-- +goose Up\nALTER INDEX t_a_key RENAME TO t_c_key;"
         "ALTER TABLE t RENAME a TO c;"},
        {"m/3_c.sql",
         "-- +goose Up\nALTER TABLE t DROP CONSTRAINT t_c_key;\n"
         "-- +goose Down\n" +
             std::string(down) + "\n"}});
    const Migration& last = repo.history().migrations.back();
    std::vector<Removal> removals = RemovalsOf(repo.history(), last);
    return removals.size() == 1 && removals[0].restored == Restored::kNo;
  };
  EXPECT_FALSE(missing("ALTER TABLE t ADD UNIQUE (c);"));
  EXPECT_FALSE(missing("CREATE TABLE t (c int, b int, UNIQUE (c));"));
  EXPECT_TRUE(missing("ALTER TABLE t ADD UNIQUE (b);"));
  EXPECT_TRUE(missing("ALTER TABLE t ADD UNIQUE (c, b);"));
}

// The usual way to take labels off an enum, there and back.
TEST(Reversibility, FollowsRenamedTypes) {
  constexpr std::string_view kSwap =
      "ALTER TYPE feeling RENAME TO feeling_old;"
      "CREATE TYPE feeling AS ENUM ('sad');"
      "ALTER TABLE m ALTER a TYPE feeling USING a::text::feeling;"
      "DROP TYPE feeling_old;";
  std::string both = "-- +goose Up\n" + std::string(kSwap) +
                     "\n-- +goose Down\n" + std::string(kSwap) + "\n";
  Repository repo(Repository::Files{
      {"m/1_a.sql",
       "-- +goose Up\nCREATE TYPE mood AS ENUM ('sad', 'ok');"
       "CREATE TABLE m (id int, a mood);"},
      {"m/2_b.sql", "-- +goose Up\nALTER TYPE mood RENAME TO feeling;"},
      {"m/3_c.sql", both}});
  const Migration& last = repo.history().migrations.back();
  for (const Removal& removal : RemovalsOf(repo.history(), last)) {
    EXPECT_EQ(removal.restored, Restored::kYes)
        << removal.what << " " << removal.difference;
  }
}

TEST(Reversibility, Tables) {
  EXPECT_EQ(Missing("DROP TABLE t;",
                    "CREATE TABLE t (id int, x int, b varchar(50));"
                    "ALTER TABLE t RENAME COLUMN x TO a;"),
            "");
  EXPECT_EQ(Missing("DROP TABLE t;", ""), "table t");
  EXPECT_EQ(Missing("DROP TABLE t;",
                    "CREATE TABLE t (id int, a int, b varchar(50));"),
            "");
  EXPECT_EQ(Missing("DROP TABLE t;", "CREATE TABLE t (id int, a int);"),
            "table t comes back without b");
  EXPECT_EQ(Missing("DROP TABLE t;",
                    "CREATE TABLE t (id int, a int);"
                    "ALTER TABLE t ADD COLUMN b varchar(50);"),
            "");
  EXPECT_EQ(Missing("DROP TABLE IF EXISTS nobody;", ""), "");
  EXPECT_EQ(Missing("CREATE TEMP TABLE x (a int); DROP TABLE x;", ""), "");
}

TEST(Reversibility, Types) {
  EXPECT_EQ(Missing("ALTER TABLE t ALTER b TYPE varchar(10);", ""),
            "column type t.b");
  EXPECT_EQ(Missing("ALTER TABLE t ALTER b TYPE varchar(10);",
                    "ALTER TABLE t ALTER b TYPE varchar(50);"),
            "");
  EXPECT_EQ(Missing("ALTER TABLE t ALTER b TYPE varchar(10);",
                    "ALTER TABLE t ALTER b TYPE varchar(20);"),
            "column type t.b comes back as varchar(20), it was varchar(50)");
  EXPECT_EQ(Missing("ALTER TABLE t ALTER b TYPE text;", ""), "");
  EXPECT_EQ(Missing("ALTER TABLE t ALTER a TYPE bigint;", ""), "");
  EXPECT_EQ(Missing("DROP TYPE mood;", ""), "type mood");
  EXPECT_EQ(Missing("DROP TYPE mood;", "CREATE TYPE mood AS ENUM ('ok');"), "");
}

TEST(Reversibility, Constraints) {
  EXPECT_EQ(Missing("ALTER TABLE t DROP CONSTRAINT k;", ""), "constraint t.k");
  EXPECT_EQ(Missing("ALTER TABLE t DROP CONSTRAINT k;",
                    "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);"),
            "");
  EXPECT_EQ(Missing("ALTER TABLE t DROP CONSTRAINT t_pkey;",
                    "ALTER TABLE t ADD PRIMARY KEY (id);"),
            "");
  EXPECT_EQ(Missing("ALTER TABLE t DROP CONSTRAINT k;"
                    "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1);",
                    ""),
            "");
}

TEST(Reversibility, Data) {
  EXPECT_EQ(Missing("DELETE FROM t WHERE a = 1;", ""), "rows t");
  EXPECT_EQ(Missing("TRUNCATE t;", "INSERT INTO t SELECT * FROM t_old;"), "");
  EXPECT_EQ(Missing("UPDATE t SET a = 1;", ""), "values t");
  EXPECT_EQ(Missing("ALTER TABLE t ADD x int; UPDATE t SET x = 1;", ""), "");
  EXPECT_EQ(Missing("UPDATE t SET a = 1 WHERE a IS NULL;", ""), "");
}

TEST(Reversibility, FollowsRenames) {
  EXPECT_EQ(Missing("ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN a;",
                    "ALTER TABLE u ADD COLUMN a int;"
                    "ALTER TABLE u RENAME TO t;"),
            "");
  EXPECT_EQ(Missing("ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN a;",
                    "ALTER TABLE u RENAME TO t;"
                    "ALTER TABLE t ADD COLUMN a int;"),
            "");
}

TEST(Reversibility, ARollbackScriptCounts) {
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;", "",
                    {{"docs/migrations/rollback.sql",
                      "ALTER TABLE t ADD COLUMN a int;"}}),
            "");
}

TEST(Reversibility, CodeThatNamesItLeavesDoubt) {
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;",
                    "-- +goose StatementBegin\n"
                    "DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD a ' || x; END $$;\n"
                    "-- +goose StatementEnd"),
            "column t.a unknown");
  EXPECT_EQ(Missing("ALTER TABLE t DROP COLUMN a;",
                    "-- +goose StatementBegin\n"
                    "DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD a int'; END $$;\n"
                    "-- +goose StatementEnd"),
            "");
}

}  // namespace
}  // namespace interlock::sql
