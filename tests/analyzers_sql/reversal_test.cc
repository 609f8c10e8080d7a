// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "analyzers/sql/atlas_sum.h"
#include "analyzers/sql/order.h"
#include "analyzers/sql/schema_state.h"
#include "tests/analyzers_sql/repository.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kSchema =
    "-- +goose Up\n"
    "CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0, b text);\n"
    "CREATE INDEX t_b ON t (b);\n"
    "-- +goose Down\nDROP TABLE t;\n";

// "lossless", or the verdict with its differences.
std::string Verdict(std::string up, std::string down) {
  Repository repo({{"m/1_a.sql", std::string(kSchema)},
                   {"m/2_b.sql", "-- +goose Up\n" + up + "\n-- +goose Down\n" +
                                     down + "\n"}});
  const ReversalVerdict& last = repo.history().reversals.back();
  std::string text(NameOf(last.verdict));
  for (const SchemaDifference& one : last.differences) {
    text += "; " + std::string(NameOf(one.kind)) + " " + one.what;
  }
  if (!last.stable) text += "; unstable";
  return text;
}

TEST(Reversal, ComparesTheWholeSchema) {
  EXPECT_EQ(Verdict("CREATE INDEX i ON t (a);", "DROP INDEX i;"), "lossless");
  EXPECT_EQ(Verdict("CREATE INDEX i ON t (a);", "SELECT 1;"),
            "irreversible; left over index i; unstable");
  EXPECT_EQ(Verdict("ALTER TABLE t DROP COLUMN b;",
                    "ALTER TABLE t ADD COLUMN b text;"
                    "CREATE INDEX t_b ON t (b);"),
            "lossy; emptied column t.b; moved column t.b");
  EXPECT_EQ(Verdict("ALTER TABLE t DROP COLUMN b;",
                    "ALTER TABLE t ADD COLUMN b text;"),
            "irreversible; emptied column t.b; moved column t.b; "
            "lost index t_b");
  EXPECT_EQ(Verdict("DROP TABLE t;", ""), "irreversible");
}

TEST(Reversal, FollowsRenames) {
  EXPECT_EQ(Verdict("ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME b TO c;"
                    "DROP INDEX t_b;",
                    "CREATE INDEX t_b ON u (c); ALTER TABLE u RENAME c TO b;"
                    "ALTER TABLE u RENAME TO t;"),
            "lossless");
}

TEST(Reversal, SaysWhenItCannotKnow) {
  EXPECT_EQ(Verdict("DO $$ BEGIN EXECUTE 'x'; END $$;", "SELECT 1;"),
            "unknown");
  EXPECT_EQ(Verdict("ALTER TABLE elsewhere ADD COLUMN a int;",
                    "ALTER TABLE elsewhere DROP COLUMN a;"),
            "unknown");
  EXPECT_EQ(Verdict("SELECT create_hypertable('t');", "SELECT 1;"), "unknown");
}

// A wrong down of one migration does not spoil the verdict on the next.
TEST(Reversal, EachMigrationIsJudgedAlone) {
  Repository repo({{"m/1_a.sql", std::string(kSchema)},
                   {"m/2_b.sql",
                    "-- +goose Up\nALTER TABLE t ADD COLUMN c int;\n"
                    "-- +goose Down\nDROP TABLE t;\n"},
                   {"m/3_c.sql",
                    "-- +goose Up\nALTER TABLE t ADD COLUMN d int;\n"
                    "-- +goose Down\nALTER TABLE t DROP COLUMN d;\n"}});
  EXPECT_EQ(repo.history().reversals[1].verdict, Reversal::kIrreversible);
  EXPECT_EQ(repo.history().reversals[2].verdict, Reversal::kLossless);
}

TEST(Reversal, IsLinearInTheHistory) {
  Repository::Files files;
  for (int i = 1000; i < 4000; ++i) {
    std::string n = std::to_string(i);
    files["m/" + n + "_a.sql"] = "-- +goose Up\nCREATE TABLE t" + n +
                                 " (id bigserial, a int);\n" +
                                 "-- +goose Down\nDROP TABLE t" + n + ";\n";
  }
  Repository repo(std::move(files));
  for (const ReversalVerdict& one : repo.history().reversals) {
    ASSERT_EQ(one.verdict, Reversal::kLossless) << one.doubt;
  }
}

TEST(Normalised, LeavesOutWhatDoesNotCount) {
  EXPECT_EQ(Normalised("( 0 )"), "0");
  EXPECT_EQ(Normalised("(A > 0) and (b)"), Normalised("(a  >  0)\nAND (B)"));
  EXPECT_EQ(Normalised("'New'::text"), "'New'");
  EXPECT_NE(Normalised("'New'"), Normalised("'new'"));
  EXPECT_EQ(Normalised("a /* x */ + b -- y"), Normalised("a+b"));
  EXPECT_NE(Normalised("(a)(b)"), "a)(b");
}

TEST(Order, VersionsAreWhatTheFrameworkTellsApart) {
  EXPECT_EQ(VersionKey(Framework::kFlyway, "2.010.0"), "2.10");
  EXPECT_EQ(VersionKey(Framework::kFlyway, "2_10"), "2.10");
  EXPECT_EQ(VersionKey(Framework::kGoose, "0007_a"), "7");
  EXPECT_EQ(VersionKey(Framework::kDbmate, "0007_a"), "0007");
  EXPECT_EQ(VersionKey(Framework::kPrisma, "2025_a"), "");
  EXPECT_EQ(VersionKey(Framework::kGolangMigrate, "07/02_a"), "7/2");
}

TEST(Order, NamesThatFrameworksPassOver) {
  EXPECT_EQ(TakesName(Framework::kFlyway, "V1_2__a.sql"), Answer::kYes);
  EXPECT_EQ(TakesName(Framework::kFlyway, "V1_a.sql"), Answer::kNo);
  EXPECT_EQ(TakesName(Framework::kGolangMigrate, "1_a.up.sql"), Answer::kYes);
  EXPECT_EQ(TakesName(Framework::kGolangMigrate, "1_a.sql"), Answer::kNo);
  EXPECT_EQ(TakesName(Framework::kDbmate, "1a.sql"), Answer::kYes);
  EXPECT_EQ(TakesName(Framework::kGoose, "1a.sql"), Answer::kNo);
  EXPECT_EQ(TakesName(Framework::kPlain, "a.sql"), Answer::kUnknown);
}

// The sum that Atlas itself wrote for an empty folder.
TEST(Order, AtlasSums) {
  std::string empty = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  EXPECT_TRUE(CheckAtlasSum(empty, {}).empty());
  auto faults = CheckAtlasSum(empty, {{"1.sql", "SELECT 1;"}});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].kind, ChecksumFault::Kind::kMissing);
  faults = CheckAtlasSum("", {});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].kind, ChecksumFault::Kind::kTotal);
  faults = CheckAtlasSum(empty + "1.sql h1:x\n", {});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].kind, ChecksumFault::Kind::kUnknownFile);
  EXPECT_EQ(AtlasSumOf({}), empty);
  std::vector<NamedText> files = {{"1.sql", "SELECT 1;"}, {"2.sql", ""}};
  EXPECT_TRUE(CheckAtlasSum(AtlasSumOf(files), files).empty());
}

}  // namespace
}  // namespace interlock::sql
