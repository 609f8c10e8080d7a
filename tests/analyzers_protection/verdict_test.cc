// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/protection/external.h"
#include "support.h"

namespace interlock::protection {
namespace {

constexpr char kBuild[] = "  build: {}\n";

TEST(Verdict, ProducedIsOk) {
  TestRepository r;
  EXPECT_EQ(r.Jobs(kBuild).Require("\"build\"").Outcome(), "ok");
}

TEST(Verdict, UnknownNameIsNever) {
  TestRepository r;
  EXPECT_EQ(r.Jobs(kBuild).Require("\"other\"").Outcome(), "never");
}

TEST(Verdict, A26_NamesAreComparedExactly) {
  TestRepository r;
  Verdict verdict = r.Jobs("  sentinel: {}\n").Require("\"Sentinel\"").Judged();
  EXPECT_EQ(verdict.outcome, Outcome::kNever);
  EXPECT_EQ(verdict.hint.mistake, Mistake::kCase);
}

TEST(Verdict, DynamicNamesAreNeverNever) {
  TestRepository r;
  r.Jobs("  test: {strategy: {matrix: '${{ fromJSON(vars.M) }}'}}\n");
  EXPECT_EQ(r.Require("\"test (a)\"").Outcome(), "unknown");
  TestRepository remote;
  remote.Jobs("  call: {uses: o/r/.github/workflows/x.yml@v1}\n");
  EXPECT_EQ(remote.Require("\"call / build\"").Outcome(), "unknown");
  TestRepository other;
  other.Jobs("  call: {uses: o/r/.github/workflows/x.yml@v1}\n");
  EXPECT_EQ(other.Require("\"build\"").Outcome(), "never");
}

TEST(Verdict, EventsThatDoNotCount) {
  for (std::string on :
       {"schedule", "workflow_run", "workflow_dispatch", "{push: {tags: [v]}}",
        "{push: {branches: [main]}}", "{pull_request: {branches: [dev]}}"}) {
    TestRepository r;
    Verdict verdict = r.Jobs(kBuild, on).Require("\"build\"").Judged();
    EXPECT_EQ(verdict.outcome, Outcome::kNever) << on;
    EXPECT_EQ(verdict.checks.size(), 1u) << on;
  }
  TestRepository push;
  EXPECT_EQ(push.Jobs(kBuild, "push").Require("\"build\"").Outcome(), "ok");
}

TEST(Verdict, FiltersLeaveItPending) {
  TestRepository r;
  r.Jobs(kBuild, "{pull_request: {paths: [src/**]}}");
  Verdict verdict = r.Require("\"build\"").Judged();
  EXPECT_EQ(verdict.outcome, Outcome::kPending);
  EXPECT_EQ(verdict.presence.reason, workflow::Reason::kPathFilter);
}

TEST(Verdict, ComplementOfPathsIsOk) {
  TestRepository r;
  r.Jobs(kBuild, "{pull_request: {paths: [src/**]}}");
  r.Add(".github/workflows/other.yml",
        "on: {pull_request: {paths-ignore: [src/**]}}\njobs: {build: {}}\n");
  EXPECT_EQ(r.Require("\"build\"").Outcome(), "ok");
}

TEST(Verdict, GapBetweenFiltersIsPending) {
  TestRepository r;
  r.Jobs(kBuild, "{pull_request: {paths: ['scripts/**']}}");
  r.Add(".github/workflows/other.yml",
        "on: {pull_request: {paths-ignore: ['scripts/**', 'mid/**']}}\n"
        "jobs: {build: {}}\n");
  EXPECT_EQ(r.Require("\"build\"").Outcome(), "pending");
}

// As many workflows as there are packages, and one for the rest.
TEST(Verdict, ManyWorkflowsDivideThePaths) {
  auto judge = [](int count) {
    TestRepository r;
    std::string rest;
    for (int i = 0; i < count; ++i) {
      std::string path = "'p" + std::to_string(i) + "/**'";
      r.Add(".github/workflows/p" + std::to_string(i) + ".yml",
            "on: {pull_request: {paths: [" + path + "]}}\njobs: {build: {}}\n");
      rest += (i == 0 ? "" : ", ") + path;
    }
    r.Add(".github/workflows/rest.yml", "on: {pull_request: {paths-ignore: [" +
                                            rest + "]}}\njobs: {build: {}}\n");
    return r.Require("\"build\"").Outcome();
  };
  EXPECT_EQ(judge(60), "ok");
  EXPECT_EQ(judge(250), "unknown");
}

TEST(Verdict, AGapHasAnExample) {
  TestRepository r;
  r.Jobs(kBuild, "{pull_request: {paths: [src/**]}}");
  EXPECT_EQ(r.Require("\"build\"").Judged().example, "a");
}

TEST(Verdict, SettingsOfOthersAreNeverNever) {
  std::string resource = R"(
resource "github_branch_protection" "m" {
  pattern = "main"
  required_status_checks { contexts = [)";
  TestRepository other;
  other.Jobs(kBuild).Add("main.tf", resource + "\"x\", \"y\"]\n  }\n}\n");
  EXPECT_EQ(other.Outcome(), "unknown");
  TestRepository own;
  own.Jobs(kBuild).Add("main.tf", resource + "\"x\", \"build\"]\n  }\n}\n");
  EXPECT_EQ(own.Outcome(), "never");
}

TEST(Verdict, ConditionOverAMatrixIsSometimes) {
  TestRepository r;
  r.Jobs(
      "  test: {if: \"needs.x.outputs.y == 'true'\", "
      "strategy: {matrix: {os: [a]}}}\n");
  EXPECT_EQ(r.Require("\"test (a)\"").Outcome(), "sometimes");
}

TEST(Verdict, OnlyTheSkippedNameIsNever) {
  TestRepository r;
  r.Jobs("  test: {if: vars.x, strategy: {matrix: {os: [a]}}}\n");
  Verdict verdict = r.Require("\"test\"").Judged();
  EXPECT_EQ(verdict.outcome, Outcome::kNever);
  EXPECT_EQ(verdict.hint.mistake, Mistake::kMatrixSuffix);
  TestRepository skipped;
  skipped.Jobs("  test: {if: false, strategy: {matrix: {os: [a]}}}\n");
  EXPECT_EQ(skipped.Require("\"test\"").Outcome(), "ok");
}

TEST(Verdict, OtherAppsAreExternal) {
  TestRepository r;
  r.Jobs(kBuild).Add("x.json", R"({"required_status_checks": {"checks": [
    {"context": "nothing", "app_id": 254}]}})");
  EXPECT_EQ(r.Outcome(), "external");
  TestRepository actions;
  actions.Jobs(kBuild).Add("x.json", R"({"required_status_checks": {"checks": [
    {"context": "codecov/patch", "app_id": 15368}]}})");
  EXPECT_EQ(actions.Outcome(), "never");
  TestRepository known;
  EXPECT_EQ(known.Jobs(kBuild).Require("\"codecov/patch\"").Outcome(),
            "external");
}

TEST(Verdict, NothingIsSaidWithoutGrounds) {
  TestRepository empty;
  EXPECT_EQ(empty.Require("\"x\"").Outcome(), "unknown");
  TestRepository filled;
  filled.Jobs(kBuild).Require("\"{{EXTERNALLY_DEFINED}}\"");
  EXPECT_EQ(filled.Outcome(), "unknown");
  TestRepository broken;
  std::string half = "on: push\njobs:\n  x:\n    steps: [}\n";
  broken.Jobs(kBuild).Add(".github/workflows/b.yml", half);
  EXPECT_EQ(broken.Require("\"call / x (1)\"").Outcome(), "unknown");
  TestRepository elsewhere;
  elsewhere.Jobs(kBuild).Add(".github/workflows/b.yml", half);
  EXPECT_EQ(elsewhere.Require("\"y\"").Outcome(), "never");
}

TEST(Verdict, AssumedBranchIsNotHeldAgainstMaster) {
  TestRepository r;
  r.Jobs(kBuild, "{pull_request: {branches: [master]}}");
  r.Add("x.json", R"({"enforcement": "active",
    "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"]}},
    "rules": [{"type": "required_status_checks", "parameters":
      {"required_status_checks": [{"context": "build"}]}}]})");
  EXPECT_EQ(r.Outcome(), "unknown");
}

TEST(Verdict, AMergeQueueNeedsItsEvent) {
  std::string ruleset = R"({"enforcement": "active",
    "conditions": {"ref_name": {"include": ["refs/heads/main"]}},
    "rules": [{"type": "merge_queue", "parameters": {}},
      {"type": "required_status_checks", "parameters":
        {"required_status_checks": [{"context": "build"}]}}]})";
  TestRepository r;
  r.Jobs(kBuild).Add("x.json", ruleset);
  EXPECT_TRUE(r.Judged().missing_in_queue);
  TestRepository good;
  good.Jobs(kBuild, "[pull_request, merge_group]").Add("x.json", ruleset);
  EXPECT_FALSE(good.Judged().missing_in_queue);
}

TEST(Foreign, TellsStatusesByTheirForm) {
  EXPECT_EQ(LooksForeign("codecov/project"), Foreign::kYes);
  EXPECT_EQ(LooksForeign("DCO"), Foreign::kYes);
  EXPECT_EQ(LooksForeign("ci/build"), Foreign::kMaybe);
  EXPECT_EQ(LooksForeign("ci/circleci: test"), Foreign::kYes);
  EXPECT_EQ(LooksForeign("call / build"), Foreign::kNo);
  EXPECT_EQ(LooksForeign("build"), Foreign::kNo);
}

}  // namespace
}  // namespace interlock::protection
