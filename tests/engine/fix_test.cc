// SPDX-License-Identifier: Apache-2.0
#include "engine/fix.h"

#include <gtest/gtest.h>

#include "analyzers/sql/atlas_sum.h"
#include "cli/unified_diff.h"
#include "tests/engine/memory_files.h"

namespace interlock {
namespace {

TEST(ApplyEdits, ReplacesInserts) {
  Source source("a", "one two three");
  EXPECT_EQ(ApplyEdits(source.text(), {{&source, {8, 13}, "3"},
                                       {&source, {0, 0}, "> "},
                                       {&source, {4, 7}, ""}}),
            "> one  3");
  EXPECT_EQ(ApplyEdits("", {}), "");
}

FixOutcome Fix(std::string sql, FixKind most) {
  testing::MemoryFiles files;
  Inputs inputs;
  inputs.files = {{"db/1.sql", std::move(sql), false}};
  Config config;
  RunOptions options;
  options.rules = {"index-not-concurrent", "sql-syntax"};
  return ApplyFixes(inputs, config, options, most, files);
}

constexpr const char* kIndexes =
    "CREATE INDEX a ON t (id);\r\nCREATE INDEX b ON t (id);\r\n";

TEST(ApplyFixes, UnsafeFixesNeedToBeAskedFor) {
  FixOutcome outcome = Fix(kIndexes, FixKind::kSafe);
  EXPECT_TRUE(outcome.changes.empty());
  EXPECT_EQ(outcome.withheld, 2u);
}

TEST(ApplyFixes, Converges) {
  FixOutcome outcome = Fix(kIndexes, FixKind::kUnsafe);
  ASSERT_EQ(outcome.changes.size(), 1u);
  EXPECT_EQ(outcome.changes[0].after,
            "CREATE INDEX CONCURRENTLY a ON t (id);\r\n"
            "CREATE INDEX CONCURRENTLY b ON t (id);\r\n");
  EXPECT_EQ(outcome.applied, 2u);
  EXPECT_EQ(outcome.withheld, 0u);
}

// The sums are those that `atlas migrate hash` writes.
TEST(ApplyFixes, KeepsTheSumOfAnAtlasFolderTrue) {
  testing::MemoryFiles files;
  Config config;
  RunOptions options;
  options.rules = {"index-not-concurrent", "sql-syntax"};
  std::string sql = "CREATE INDEX a ON t (id);\n";
  Inputs inputs;
  inputs.files = {{"m/1_a.sql", sql, false},
                  {"m/atlas.sum", sql::AtlasSumOf({{"1_a.sql", sql}}), false}};
  FixOutcome outcome =
      ApplyFixes(inputs, config, options, FixKind::kUnsafe, files);
  ASSERT_EQ(outcome.changes.size(), 2u);
  EXPECT_NE(outcome.changes[0].after, sql);
  EXPECT_EQ(outcome.changes[1].after,
            sql::AtlasSumOf({{"1_a.sql", outcome.changes[0].after}}));

  inputs.files[1].bytes = sql::AtlasSumOf({{"1_a.sql", "SELECT 1;"}});
  outcome = ApplyFixes(inputs, config, options, FixKind::kUnsafe, files);
  ASSERT_EQ(outcome.changes.size(), 1u);
  EXPECT_EQ(outcome.changes[0].path, "m/1_a.sql");
}

// A folder of goose migrations: the third adds a column and two indexes.
Inputs Goose() {
  Inputs inputs;
  inputs.files = {
      {"m/00001_a.sql", "-- +goose Up\nCREATE TABLE t (a int, b int);\n"},
      {"m/00002_b.sql",
       "-- +goose Up\nALTER TABLE t ADD COLUMN c int;\n"
       "CREATE INDEX one ON t (a);\nCREATE INDEX two ON t (b);\n"}};
  return inputs;
}

FixOutcome FixAll(const Inputs& inputs, std::string rule) {
  testing::MemoryFiles files;
  Config config;
  RunOptions options;
  options.rules = {std::move(rule), "sql-syntax"};
  return ApplyFixes(inputs, config, options, FixKind::kUnsafe, files);
}

TEST(ApplyFixes, WritesMigrationsOneAfterTheOther) {
  FixOutcome outcome = FixAll(Goose(), "index-not-concurrent");
  ASSERT_EQ(outcome.changes.size(), 1u);
  EXPECT_EQ(outcome.changes[0].after,
            "-- +goose Up\nALTER TABLE t ADD COLUMN c int;\n");
  ASSERT_EQ(outcome.new_files.size(), 2u);
  EXPECT_EQ(outcome.new_files[0].path, "m/00003_index_one.sql");
  EXPECT_EQ(outcome.new_files[0].text,
            "-- +goose NO TRANSACTION\n-- +goose Up\n"
            "CREATE INDEX CONCURRENTLY one ON t (a);\n");
  EXPECT_EQ(outcome.new_files[1].path, "m/00004_index_two.sql");
  EXPECT_EQ(outcome.applied, 2u);
}

TEST(ApplyFixes, GoesOnForAsLongAsFilesAreWritten) {
  Inputs inputs = Goose();
  for (int i = 0; i < 20; ++i) {
    inputs.files[1].bytes +=
        "CREATE INDEX more" + std::to_string(i) + "_of ON t (a);\n";
  }
  FixOutcome outcome = FixAll(inputs, "index-not-concurrent");
  EXPECT_EQ(outcome.new_files.size(), 22u);
  EXPECT_EQ(outcome.new_files.back().path, "m/00024_index_more19_of.sql");
}

TEST(ApplyFixes, WritesOverNoFile) {
  Inputs inputs = Goose();
  inputs.other_paths = {"m/00003_index_one.sql"};
  FixOutcome outcome = FixAll(inputs, "index-not-concurrent");
  // The other one claims the version first; then the next one is free.
  ASSERT_EQ(outcome.new_files.size(), 2u);
  EXPECT_EQ(outcome.new_files[0].path, "m/00003_index_two.sql");
  EXPECT_EQ(outcome.new_files[1].path, "m/00004_index_one.sql");
}

TEST(ApplyFixes, WritesBothDirections) {
  Inputs inputs;
  inputs.files = {
      {"m/1_a.down.sql", "DROP TABLE t;\n"},
      {"m/1_a.up.sql", "CREATE TABLE t (a int);\n"},
      {"m/2_b.down.sql", "ALTER TABLE t DROP CONSTRAINT c;\n"},
      {"m/2_b.up.sql", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n"}};
  FixOutcome outcome = FixAll(inputs, "constraint-not-valid-missing");
  ASSERT_EQ(outcome.new_files.size(), 2u);
  EXPECT_EQ(outcome.new_files[0].path, "m/3_validate_c.down.sql");
  EXPECT_TRUE(outcome.new_files[0].text.starts_with("--"));
  EXPECT_EQ(outcome.new_files[1].path, "m/3_validate_c.up.sql");
  EXPECT_EQ(outcome.new_files[1].text,
            "ALTER TABLE t VALIDATE CONSTRAINT c;\n");
}

TEST(UnifiedDiff, ShowsChangesWithContext) {
  EXPECT_EQ(cli::UnifiedDiff("a", "1\n2\n3\n4\n5\n", "1\n2\nx\n4\n5\n"),
            "--- a/a\n+++ b/a\n@@ -1,5 +1,5 @@\n 1\n 2\n-3\n+x\n 4\n 5\n");
  EXPECT_EQ(cli::UnifiedDiff("a", "", "x\n"),
            "--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
  EXPECT_EQ(cli::UnifiedDiff("a", "x", "x\n"),
            "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n"
            "\\ No newline at end of file\n+x\n");
  EXPECT_EQ(cli::UnifiedDiff("a", "same\n", "same\n"), "");
}

}  // namespace
}  // namespace interlock
