// SPDX-License-Identifier: Apache-2.0
#include "engine/fix.h"

#include <gtest/gtest.h>

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
