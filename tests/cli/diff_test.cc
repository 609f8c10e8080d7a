// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/cli/cli_fixture.h"

namespace interlock {
namespace {

using testing::CliTest;
using ::testing::HasSubstr;
using ::testing::Not;

class DiffTest : public CliTest {
 protected:
  // A workflow on pull_request with these jobs, indented by two.
  void Jobs(const std::string& tree, const std::string& jobs) {
    Put(tree + "/.github/workflows/ci.yml", "on: pull_request\njobs:\n" + jobs);
  }
  void Require(const std::string& path, const std::string& contexts) {
    Put(path,
        "{\n  \"required_status_checks\": {\n    \"strict\": true,\n"
        "    \"contexts\": [" +
            contexts +
            "]\n  },\n  \"enforce_admins\": true,\n"
            "  \"required_pull_request_reviews\": null,\n"
            "  \"restrictions\": null\n}\n");
  }
  void Put(const std::string& path, const std::string& text) {
    ASSERT_TRUE(files.Write("/r/" + path, text).ok());
  }
  std::string protection_ = "b/.github/protection/main.json";
};

constexpr char kMake[] = " {steps: [{run: make}]}\n";

TEST_F(DiffTest, NothingChanged) {
  Jobs("a", std::string("  build:") + kMake);
  Jobs("b", std::string("  build:") + kMake);
  EXPECT_EQ(Run({"diff", "a", "b"}), 0);
  EXPECT_EQ(out, "no check changes its name\n");
}

TEST_F(DiffTest, PairsNamesAndPatchesTheProtection) {
  Jobs("a", "  build: {name: Build, steps: [{run: make}]}\n");
  Jobs("b", "  build: {name: Compile, steps: [{run: make}]}\n");
  Require(protection_, "\"Build\", \"other\"");
  EXPECT_EQ(Run({"diff", "a", "b"}), 1);
  EXPECT_THAT(out, HasSubstr("renamed  Build -> Compile  "
                             ".github/workflows/ci.yml (job build)\n"));
  EXPECT_THAT(out, HasSubstr(".github/protection/main.json:4: required check "
                             "'Build': require Compile instead\n"));
  EXPECT_THAT(out, HasSubstr("-    \"contexts\": [\"Build\", \"other\"]\n"
                             "+    \"contexts\": [\"Compile\", \"other\"]\n"));
}

TEST_F(DiffTest, AnotherIdWithTheSameStepsIsTheSameJob) {
  Jobs("a", "  build: {steps: [{run: make}]}\n  x: {steps: [{run: x}]}\n");
  Jobs("b", "  compile: {steps: [{run: make}]}\n  y: {steps: [{run: y}]}\n");
  Run({"diff", "a", "b"});
  EXPECT_THAT(out, HasSubstr("renamed  build -> compile"));
  EXPECT_THAT(out, HasSubstr("renamed  x -> y"));
}

TEST_F(DiffTest, AMatrixMakesSeveralOfOne) {
  Jobs("a", "  test: {}\n");
  Jobs("b", "  test: {strategy: {matrix: {os: [l, m]}}}\n");
  Require(protection_, "\"test\"");
  EXPECT_EQ(Run({"diff", "a", "b"}), 1);
  EXPECT_THAT(out, HasSubstr("renamed  test -> test (l), test (m)"));
  EXPECT_THAT(out,
              HasSubstr("+    \"contexts\": [\"test (l)\", \"test (m)\"]"));
}

TEST_F(DiffTest, LostAndGained) {
  Jobs("a", "  a: {steps: [{run: a}]}\n  b: {steps: [{run: b}]}\n");
  Jobs("b", "  a: {steps: [{run: a}]}\n");
  Put("b/.github/workflows/n.yml",
      "on: pull_request\njobs: {n: {steps: [{run: n}]}}\n");
  Require(protection_, "\"a\", \"b\"");
  EXPECT_EQ(Run({"diff", "a", "b"}), 1);
  EXPECT_THAT(out, HasSubstr("lost     b  .github/workflows/ci.yml (job b)"));
  EXPECT_THAT(out, HasSubstr("gained   n  .github/workflows/n.yml (job n)"));
  EXPECT_THAT(out, HasSubstr("required check 'b': remove it"));
  EXPECT_THAT(out, HasSubstr("+    \"contexts\": [\"a\"]\n"));
}

TEST_F(DiffTest, WhatARunDecidesIsUnsure) {
  Jobs("a", "  test: {strategy: {matrix: {os: [l]}}}\n");
  Jobs("b", "  test: {strategy: {matrix: '${{ fromJSON(vars.M) }}'}}\n");
  Require(protection_, "\"test (l)\"");
  EXPECT_EQ(Run({"diff", "a", "b"}), 0);
  EXPECT_THAT(out, HasSubstr("unsure   test (l)"));
  EXPECT_THAT(out, Not(HasSubstr("lost")));
}

TEST_F(DiffTest, ATreeAgainstAnExport) {
  Jobs("a", "  build: {name: Compile}\n");
  Require("export.json", "\"build\", \"gone\"");
  EXPECT_EQ(Run({"diff", "a", "export.json"}), 1);
  EXPECT_THAT(out, HasSubstr("export.json:4: required check 'build': require "
                             "Compile instead\n"));
  EXPECT_THAT(out, HasSubstr("required check 'gone': remove it"));
  EXPECT_THAT(out, HasSubstr("+++ "));
  Require("export.json", "\"Compile\"");
  EXPECT_EQ(Run({"diff", "a", "export.json"}), 0);
}

TEST_F(DiffTest, ATreeAgainstATableForEachBranch) {
  Jobs("a", "  build: {name: Compile}\n  lint: {}\n");
  Put("team/repos/org/a.toml",
      "org = \"org\"\nname = \"a\"\n\n[[branch-protections]]\n"
      "pattern = \"main\"\nci-checks = [\"build\", \"lint\"]\n");
  EXPECT_EQ(Run({"diff", "a", "team/repos/org/a.toml"}), 1);
  EXPECT_THAT(out, HasSubstr("a.toml:6: required check 'build': require "
                             "Compile instead\n"));
  EXPECT_THAT(out, HasSubstr("+ci-checks = [\"Compile\", \"lint\"]\n"));
}

TEST_F(DiffTest, PrintsJson) {
  Jobs("a", "  build: {name: Build}\n");
  Jobs("b", "  build: {name: Compile}\n");
  Require(protection_, "\"Build\"");
  EXPECT_EQ(Run({"diff", "a", "b", "--json"}), 1);
  for (const char* part :
       {"\"version\": 1", "\"gained\": []", "\"from\": \"Build\"",
        "\"context\": \"Compile\"", "\"action\": \"rename\"",
        "\"in_patch\": true", "\"line\": 4"}) {
    EXPECT_THAT(out, HasSubstr(part));
  }
}

TEST_F(DiffTest, SaysWhatIsWrong) {
  Jobs("a", "  build: {}\n");
  Put("x.json", "{}\n");
  Put("y.json", "{\n");
  EXPECT_EQ(Run({"diff", "a"}), 2);
  EXPECT_THAT(err, HasSubstr("two paths"));
  EXPECT_EQ(Run({"diff", "a", "none"}), 2);
  EXPECT_THAT(err, HasSubstr("'none' does not exist"));
  EXPECT_EQ(Run({"diff", "a", "x.json"}), 2);
  EXPECT_THAT(err, HasSubstr("states no protection"));
  EXPECT_EQ(Run({"diff", "a", "y.json"}), 2);
  EXPECT_THAT(err, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace interlock
