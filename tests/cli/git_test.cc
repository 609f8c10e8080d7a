// SPDX-License-Identifier: Apache-2.0
// --since and --staged, with real git in a folder of its own.
#include <gmock/gmock.h>

#include "tests/cli/git_fixture.h"

namespace interlock {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class GitTest : public testing::GitFixture {
 protected:
  void SetUp() override {
    GitFixture::SetUp();
    Write("db/1.sql", "CREATE TABLE t (id int);\n");
    Write("db/2.sql", "CREATE INDEX a ON t (id);\n");
    Commit("one");
  }

  int Check(std::vector<std::string> flags,
            const std::string& rule = "index-not-concurrent") {
    flags.insert(flags.begin(),
                 {"check", "-o", "concise", "--no-cache", "--rule", rule});
    return Run(std::move(flags));
  }
};

TEST_F(GitTest, SinceReportsWhatChanged) {
  EXPECT_EQ(Check({"--since", "HEAD"}), 0) << out_;
  Write("db/3.sql", "CREATE INDEX b ON t (id);\n");
  EXPECT_EQ(Check({"--since", "HEAD"}), 1);
  EXPECT_THAT(out_, HasSubstr("db/3.sql"));
  EXPECT_THAT(out_, Not(HasSubstr("db/2.sql:")));
  EXPECT_EQ(Check({"--since", "HEAD", "db/2.sql"}), 0) << out_;
}

TEST_F(GitTest, SinceSeesEditedAndDeletedMigrations) {
  auto check = [&] { return Check({"--since", "main"}, "migration-edited"); };
  Git({"checkout", "-q", "-b", "work"});
  EXPECT_EQ(check(), 0) << out_;
  Write("db/1.sql", "-- Why.\nCREATE TABLE t (id  int);\n");
  EXPECT_EQ(check(), 0) << out_;
  Write("db/1.sql", "CREATE TABLE t (id bigint);\n");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out_, HasSubstr("db/1.sql:1:1: error: this migration was merged "
                              "and is edited since"));
  Git({"commit", "-q", "-a", "-m", "edit"});
  EXPECT_EQ(check(), 1) << "committed on the branch is edited, too";
  Git({"rm", "-q", "db/2.sql"});
  Write("db/3.sql", "SELECT 1;\n");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out_, HasSubstr("db/2.sql:1:1: error: this migration was merged "
                              "and is gone"));
}

TEST_F(GitTest, SinceSeesMigrationsThatComeTooLate) {
  Write("db/0.sql", "SELECT 1;\n");
  Write("db/3.sql", "SELECT 1;\n");
  EXPECT_EQ(Check({"--since", "HEAD"}, "migration-out-of-order"), 1);
  EXPECT_THAT(out_, HasSubstr("db/0.sql:1:1"));
  EXPECT_THAT(out_, Not(HasSubstr("db/3.sql:")));
}

TEST_F(GitTest, StagedJudgesTheIndexNotTheFile) {
  Write("db/3.sql", "CREATE INDEX b ON t (id);\n");
  Git({"add", "db/3.sql"});
  Write("db/3.sql", "SELECT 1;\n");
  EXPECT_EQ(Check({"--staged"}), 1);
  EXPECT_THAT(out_, HasSubstr("db/3.sql:1"));
  Git({"add", "db/3.sql"});
  Write("db/3.sql", "CREATE INDEX b ON t (id);\n");
  EXPECT_EQ(Check({"--staged"}), 0) << out_;
}

TEST_F(GitTest, StagedJudgesNoMoreAndNoLessThanTheIndex) {
  Write("db/3.sql", "CREATE INDEX b ON t (id);\n");
  Git({"add", "db/3.sql"});
  std::filesystem::remove(root_ + "/db/3.sql");
  EXPECT_EQ(Check({"--staged"}), 1);
  EXPECT_THAT(out_, HasSubstr("db/3.sql:1"));
  Git({"rm", "-q", "--cached", "db/3.sql"});
  Write("db/untracked.sql", "SELECT 1;\n");
  Write(".gitignore", "db/1.sql\n");  // which git tracks all the same
  EXPECT_EQ(Check({"--staged", "-o", "json"}), 0);
  EXPECT_THAT(out_, HasSubstr("\"files\": 2,"));
}

TEST_F(GitTest, SinceCountsFromWhereTheBranchLeft) {
  Git({"checkout", "-q", "-b", "topic"});
  Git({"checkout", "-q", "main"});
  Write("db/2.sql", "CREATE INDEX CONCURRENTLY a ON t (id);\n");
  Git({"commit", "-q", "-a", "-m", "two"});
  Git({"checkout", "-q", "topic"});
  EXPECT_EQ(Check({"--since", "main"}), 0) << out_;
  Git({"checkout", "-q", "--orphan", "alone"});
  EXPECT_EQ(Check({"--since", "main"}), 1) << out_;
}

TEST_F(GitTest, APathWithAwkwardNamesIsStillFound) {
  Write("db/4 \"\xC3\xA9\"\n.sql", "CREATE INDEX b ON t (id);\n");
  Git({"add", "."});
  EXPECT_EQ(Check({"--staged"}), 1);
  EXPECT_THAT(out_, HasSubstr("\xC3\xA9"));
}

TEST_F(GitTest, ARevisionThatIsNoneIsAUsageError) {
  EXPECT_EQ(Check({"--since", "no-such-branch"}), 2);
  EXPECT_THAT(out_, HasSubstr("git failed"));
  EXPECT_EQ(Check({"--since", "--output=/tmp/x"}), 2);
  EXPECT_THAT(out_, HasSubstr("is no git revision"));
}

TEST_F(GitTest, TheRepositorysOwnHooksAndMonitorsDoNotRun) {
  Write("evil.sh", "#!/bin/sh\ntouch " + root_ + "/ran\n");
  std::filesystem::permissions(root_ + "/evil.sh",
                               std::filesystem::perms::owner_all);
  Git({"config", "core.fsmonitor", root_ + "/evil.sh"});
  Git({"config", "diff.external", root_ + "/evil.sh"});
  Write("db/3.sql", "CREATE INDEX b ON t (id);\n");
  std::filesystem::remove(root_ + "/ran");
  Check({"--since", "HEAD"});
  EXPECT_FALSE(std::filesystem::exists(root_ + "/ran"));
}

TEST(RunProcess, FeedsMuchAndReadsMuch) {
  std::string text(3 << 20, 'x');
  auto echoed = RunProcess({"cat"}, text);
  ASSERT_TRUE(echoed.ok());
  EXPECT_EQ(echoed.value(), text);
}

TEST(RunProcess, SaysWhatFailed) {
  auto missing = RunProcess({"no-such-program-here"}, "");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().Text(), HasSubstr("no-such-program-here"));
  auto failed = RunProcess({"ls", "/no/such/folder"}, "");
  ASSERT_FALSE(failed.ok());
  EXPECT_THAT(failed.error().Text(), HasSubstr("ls failed"));
}

}  // namespace
}  // namespace interlock
