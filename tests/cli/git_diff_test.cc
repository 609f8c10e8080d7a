// SPDX-License-Identifier: Apache-2.0
// `diff` of revisions, with real git.
#include <gmock/gmock.h>

#include "tests/cli/git_fixture.h"

namespace interlock {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kProtection[] = ".github/protection/main.json";
constexpr char kWorkflow[] = ".github/workflows/ci.yml";

class GitDiffTest : public testing::GitFixture {
 protected:
  void SetUp() override {
    GitFixture::SetUp();
    Jobs("  build: {name: Build, steps: [{run: make}]}\n");
    Write(kProtection,
          "{\n  \"required_status_checks\": {\n    \"strict\": true,\n"
          "    \"contexts\": [\"Build\"]\n  },\n  \"enforce_admins\": true,\n"
          "  \"required_pull_request_reviews\": null,\n"
          "  \"restrictions\": null\n}\n");
    Commit("one");
  }
  void Jobs(const std::string& jobs) {
    Write(kWorkflow, "on: pull_request\njobs:\n" + jobs);
  }
  void Rename() { Jobs("  build: {name: Compile, steps: [{run: make}]}\n"); }
  void ExpectRename() {
    EXPECT_THAT(out_, HasSubstr("renamed  Build -> Compile  "
                                ".github/workflows/ci.yml (job build)\n"));
    EXPECT_THAT(out_, HasSubstr("main.json:4: required check 'Build': require "
                                "Compile instead\n"));
    EXPECT_THAT(out_, HasSubstr("+++ b/.github/protection/main.json\n"));
    EXPECT_THAT(out_, HasSubstr("+    \"contexts\": [\"Compile\"]\n"));
  }
};

TEST_F(GitDiffTest, TheWorkTreeSinceARevision) {
  EXPECT_EQ(Run({"diff", "--since", "main"}), 0) << out_;
  EXPECT_EQ(out_, "no check changes its name\n");
  Rename();
  EXPECT_EQ(Run({"diff", "--since", "main"}), 1);
  ExpectRename();
}

TEST_F(GitDiffTest, WhatMainDidSinceIsNotThisBranchs) {
  Git({"checkout", "-q", "-b", "work"});
  Git({"checkout", "-q", "main"});
  Jobs("  build: {name: Elsewhere}\n");
  Commit("two");
  Git({"checkout", "-q", "work"});
  EXPECT_EQ(Run({"diff", "--since", "main"}), 0) << out_;
  EXPECT_EQ(Run({"diff", "main...work"}), 0) << out_;
  EXPECT_EQ(Run({"diff", "main..work"}), 0) << out_;
  EXPECT_THAT(out_, HasSubstr("renamed  Elsewhere -> Build"));
}

TEST_F(GitDiffTest, TwoRevisions) {
  Rename();
  Commit("two");
  for (std::vector<std::string> words :
       {std::vector<std::string>{"HEAD~1..HEAD"},
        {"HEAD~1.."},
        {"HEAD~1", "HEAD"},
        {"HEAD~1", "."}}) {
    words.insert(words.begin(), "diff");
    EXPECT_EQ(Run(words), 1) << words[1];
    ExpectRename();
  }
  EXPECT_EQ(Run({"diff", "HEAD", "HEAD~1"}), 0) << "nothing requires Compile";
  EXPECT_THAT(out_, HasSubstr("renamed  Compile -> Build"));
  EXPECT_EQ(Run({"diff", "HEAD..HEAD"}), 0) << out_;
}

TEST_F(GitDiffTest, ARevisionAgainstAnExport) {
  Rename();
  Commit("two");
  EXPECT_EQ(Run({"diff", "HEAD", kProtection}), 1);
  EXPECT_THAT(out_, HasSubstr("required check 'Build'"));
  EXPECT_EQ(Run({"diff", "HEAD~1", kProtection}), 0) << out_;
}

TEST_F(GitDiffTest, TheConfigOfTheRevisionCounts) {
  Write(".interlock.yml", "exclude: [.github/protection]\n");
  Rename();
  Commit("two");
  EXPECT_EQ(Run({"diff", "HEAD~1..HEAD"}), 0) << out_;
  EXPECT_THAT(out_, HasSubstr("renamed  Build -> Compile"));
  EXPECT_THAT(out_, Not(HasSubstr("required check")));
}

TEST_F(GitDiffTest, LinksAreNoFiles) {
  Remove(kWorkflow);
  std::filesystem::create_symlink("../../elsewhere.yml",
                                  root_ + "/" + kWorkflow);
  Commit("two");
  EXPECT_EQ(Run({"diff", "HEAD~1..HEAD"}), 1);
  EXPECT_THAT(out_, HasSubstr("lost     Build"));
}

// As in a clone that was made without its larger files.
TEST_F(GitDiffTest, SaysWhatGitDoesNotHold) {
  Write("a/large.json", "{\"a\": 1}\n");
  Commit("two");
  auto id =
      RunProcess({"git", "-C", root_, "rev-parse", "HEAD:a/large.json"}, "");
  ASSERT_TRUE(id.ok());
  std::string hash = id.value().substr(0, 40);
  Remove(".git/objects/" + hash.substr(0, 2) + "/" + hash.substr(2));
  EXPECT_EQ(Run({"diff", "HEAD~1..HEAD"}), 4);
  EXPECT_THAT(out_, HasSubstr("no check changes its name"));
  EXPECT_THAT(out_, HasSubstr("a/large.json: git does not hold its content"));
}

TEST_F(GitDiffTest, FromAFolderBelow) {
  Rename();
  std::string top = root_;
  root_ += "/.github";
  EXPECT_EQ(Run({"diff", "--since", "HEAD"}), 1);
  root_ = top;
  ExpectRename();
}

TEST_F(GitDiffTest, CheckSinceSaysThatARequiredCheckWasRenamed) {
  auto check = [&] {
    return Run({"check", "-o", "concise", "--no-cache", "--since", "main",
                "--rule", "required-check-not-produced"});
  };
  EXPECT_EQ(check(), 0) << out_;
  Rename();
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out_, HasSubstr("main.json:4:"));
  EXPECT_THAT(out_, HasSubstr("it was renamed to 'Compile' in this change"));
  Remove(kWorkflow);
  Write(".github/workflows/other.yml",
        "on: pull_request\njobs: {x: {steps: [{run: x}]}}\n");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out_, HasSubstr("its job was removed in this change"));
}

TEST_F(GitDiffTest, CheckSinceSaysThatARequirementWasLost) {
  auto check = [&] {
    return Run({"check", "-o", "concise", "--no-cache", "--since", "main",
                "--rule", "required-check-renamed"});
  };
  Rename();
  EXPECT_EQ(check(), 0) << out_;  // the other rule says so
  Write(kProtection,
        "{\n  \"required_status_checks\": {\n    \"strict\": true,\n"
        "    \"contexts\": [\"lint\"]\n  },\n  \"enforce_admins\": true,\n"
        "  \"required_pull_request_reviews\": null,\n"
        "  \"restrictions\": null\n}\n");
  EXPECT_EQ(check(), 1);
  EXPECT_THAT(out_, HasSubstr("ci.yml:3:"));
  EXPECT_THAT(out_, HasSubstr("was required as 'Build' before this change"));
}

TEST_F(GitDiffTest, SaysWhatIsNoRevision) {
  for (std::string word : {"nowhere", "nowhere..HEAD", "HEAD...nowhere"}) {
    EXPECT_EQ(Run({"diff", word, "HEAD"}), 2);
    EXPECT_THAT(out_, HasSubstr("no git revision")) << word;
  }
  EXPECT_EQ(Run({"diff", "nowhere..HEAD"}), 2);
  EXPECT_THAT(out_, HasSubstr("'nowhere' is no git revision"));
  EXPECT_EQ(Run({"diff", "--since", "nowhere"}), 2);
  EXPECT_THAT(out_, HasSubstr("'nowhere' is no git revision"));
  EXPECT_EQ(Run({"diff", "--since=--output=x"}), 2);
  EXPECT_THAT(out_, HasSubstr("no git revision"));
  EXPECT_EQ(Run({"diff", "--since", "HEAD", "HEAD"}), 2);
  EXPECT_THAT(out_, HasSubstr("no more is given"));
}

}  // namespace
}  // namespace interlock
