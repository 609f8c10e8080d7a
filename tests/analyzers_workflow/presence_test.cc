// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/presence.h"

#include <gtest/gtest.h>

#include "support.h"

namespace interlock::workflow {
namespace {

// "state why" of the first check of a form under an event into main.
std::string PresenceIn(const std::string& yaml, Event event,
                       CheckForm form = CheckForm::kJob,
                       const Branch& branch = {"main", false}) {
  Repository repository;
  repository.Add("ci.yml", yaml);
  for (const Check& check : repository.Set().checks) {
    if (check.form != form) continue;
    Presence presence = PresenceOf(check, event, branch);
    std::string text(NameOf(presence.state));
    if (presence.reason == Reason::kNone) return text;
    return text + " " + std::string(NameOf(presence.reason));
  }
  return "absent";
}

std::string OnPull(const std::string& on, const std::string& job = "{}") {
  return PresenceIn("on: " + on + "\njobs:\n  a: " + job + "\n",
                    Event::kPullRequest);
}

TEST(Presence, EventsThatAreNotThere) {
  EXPECT_EQ(OnPull("push"), "none no-trigger");
  EXPECT_EQ(OnPull("[push, pull_request]"), "runs");
  EXPECT_EQ(PresenceIn("on: pull_request\njobs: {a: {}}\n", Event::kMergeGroup),
            "none no-trigger");
  EXPECT_EQ(PresenceIn("on: merge_group\njobs: {a: {}}\n", Event::kMergeGroup),
            "runs");
}

TEST(Presence, BranchFilters) {
  EXPECT_EQ(OnPull("{pull_request: {branches: [main]}}"), "runs");
  EXPECT_EQ(OnPull("{pull_request: {branches: ['rel/**']}}"),
            "none branch-filter");
  EXPECT_EQ(OnPull("{pull_request: {branches-ignore: [main]}}"),
            "none branch-filter");
  std::string master =
      "on: {pull_request: {branches: [master]}}\njobs: {a: {}}\n";
  EXPECT_EQ(
      PresenceIn(master, Event::kPullRequest, CheckForm::kJob, {"main", true}),
      "unknown branch-filter");
  EXPECT_EQ(
      PresenceIn(master, Event::kPullRequest, CheckForm::kJob, {"", false}),
      "unknown branch-filter");
}

TEST(Presence, APatternOfBranchesIsKnownByItself) {
  auto on = [](const std::string& branches) {
    return PresenceIn(
        "on: {pull_request: {branches: " + branches + "}}\njobs: {a: {}}\n",
        Event::kPullRequest, CheckForm::kJob, {"", false, "rel/*"});
  };
  EXPECT_EQ(on("[main, 'rel/*']"), "runs");
  EXPECT_EQ(on("['rel/*', '!rel/x']"), "unknown branch-filter");
  EXPECT_EQ(on("['rel/**']"), "unknown branch-filter");
}

TEST(Presence, PushCountsOnHeadBranches) {
  auto push = [](const std::string& on) {
    return PresenceIn("on: " + on + "\njobs: {a: {}}\n", Event::kPush);
  };
  EXPECT_EQ(push("push"), "runs");
  EXPECT_EQ(push("{push: {branches: [main]}}"), "none branch-filter");
  EXPECT_EQ(push("{push: {branches: ['**']}}"), "runs");
  EXPECT_EQ(push("{push: {branches: ['feature/*']}}"), "unknown branch-filter");
  EXPECT_EQ(push("{push: {tags: ['v*']}}"), "none tags-only");
}

TEST(Presence, TypesAndPaths) {
  EXPECT_EQ(OnPull("{pull_request: {types: [opened]}}"), "sometimes types");
  EXPECT_EQ(OnPull("{pull_request: {types: [closed]}}"), "none types");
  EXPECT_EQ(OnPull("{pull_request: {types: [opened, synchronize]}}"), "runs");
  EXPECT_EQ(OnPull("{pull_request: {paths: ['src/**']}}"),
            "sometimes path-filter");
  EXPECT_EQ(OnPull("{pull_request: {paths: ['**']}}"), "runs");
  EXPECT_EQ(OnPull("{pull_request: {paths-ignore: [docs]}}"),
            "sometimes path-filter");
}

TEST(Presence, AJobSkippedAloneStillReports) {
  EXPECT_EQ(OnPull("pull_request", "{if: false}"), "skipped");
  EXPECT_EQ(OnPull("pull_request", "{if: github.event.x}"), "runs");
  EXPECT_EQ(OnPull("pull_request", "{if: github.event_name == 'push'}"),
            "skipped");
}

TEST(Presence, AMatrixSkippedAsAWholeDoesNot) {
  std::string matrix = "strategy: {matrix: {os: [x]}}";
  EXPECT_EQ(OnPull("pull_request", "{if: false, " + matrix + "}"),
            "none matrix-skipped");
  EXPECT_EQ(OnPull("pull_request",
                   "{if: github.event.pull_request.draft, " + matrix + "}"),
            "sometimes matrix-skipped");
  EXPECT_EQ(OnPull("pull_request", "{if: vars.on, " + matrix + "}"),
            "unknown matrix-skipped");
  EXPECT_EQ(OnPull("pull_request", "{if: always(), " + matrix + "}"), "runs");
  EXPECT_EQ(
      PresenceIn("on: pull_request\njobs:\n  a: {if: false, " + matrix + "}\n",
                 Event::kPullRequest, CheckForm::kSkippedMatrix),
      "skipped");
}

TEST(Presence, SkippedNeedsSkipTheirDependents) {
  std::string yaml =
      "on: pull_request\njobs:\n"
      "  a: {needs: [gate], strategy: {matrix: {os: [x]}}}\n"
      "  gate: {if: github.event_name == 'push'}\n";
  EXPECT_EQ(PresenceIn(yaml, Event::kPullRequest), "none matrix-skipped");
}

TEST(Presence, NeedsThatGoInCirclesEnd) {
  std::string yaml =
      "on: pull_request\njobs:\n"
      "  a: {needs: [a, b], if: vars.x}\n  b: {needs: [a, b]}\n";
  EXPECT_EQ(PresenceIn(yaml, Event::kPullRequest), "runs");
}

std::string Layers(int layers, int width, const std::string& first) {
  std::string yaml = "on: pull_request\njobs:\n  a: {needs: [j" +
                     std::to_string(layers - 1) +
                     "x0], strategy: {matrix: {os: [x]}}}\n";
  for (int layer = 0; layer < layers; ++layer) {
    for (int i = 0; i < width; ++i) {
      yaml += "  j" + std::to_string(layer) + "x" + std::to_string(i) + ": {";
      if (layer == 0) yaml += first;
      for (int k = 0; layer > 0 && k < width; ++k) {
        yaml += (k == 0 ? "needs: [" : ", ") +
                ("j" + std::to_string(layer - 1)) + "x" + std::to_string(k);
      }
      yaml += layer > 0 ? "]}\n" : "}\n";
    }
  }
  return yaml;
}

TEST(Presence, ManyWaysThroughNeedsAreNoneTooMany) {
  EXPECT_EQ(PresenceIn(Layers(40, 4, ""), Event::kPullRequest), "runs");
  EXPECT_EQ(PresenceIn(Layers(40, 4, "if: false"), Event::kPullRequest),
            "none matrix-skipped");
}

TEST(Presence, WhatLiesTooDeepIsUnknown) {
  EXPECT_EQ(PresenceIn(Layers(150, 1, "if: false"), Event::kPullRequest),
            "none matrix-skipped");
  EXPECT_EQ(PresenceIn(Layers(300, 1, "if: false"), Event::kPullRequest),
            "unknown matrix-skipped");
}

TEST(Presence, ASkippedCallerHidesItsCallee) {
  Repository repository;
  repository.Add("a.yml",
                 "on: pull_request\njobs:\n  call:\n    if: false\n"
                 "    uses: ./.github/workflows/b.yml\n");
  repository.Add("b.yml", "on: workflow_call\njobs: {build: {}}\n");
  const WorkflowSet& set = repository.Set();
  ASSERT_EQ(set.checks.size(), 2u);
  Branch main{"main", false};
  Presence caller = PresenceOf(set.checks[0], Event::kPullRequest, main);
  Presence callee = PresenceOf(set.checks[1], Event::kPullRequest, main);
  EXPECT_EQ(caller.state, State::kSkipped);
  EXPECT_EQ(callee.state, State::kNone);
  EXPECT_EQ(callee.reason, Reason::kCallerSkipped);
  EXPECT_EQ(callee.source->Text(callee.span), "false");
}

}  // namespace
}  // namespace interlock::workflow
