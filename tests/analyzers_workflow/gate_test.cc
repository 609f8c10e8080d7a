// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzers/workflow/deploy.h"
#include "support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;

// A workflow with these jobs, indented by two.
struct Jobs {
  explicit Jobs(const std::string& jobs) {
    repository.Add("ci.yml", "on: pull_request\njobs:\n" + jobs);
    workflow = &repository.Set().workflows.front();
  }
  const Job& At(std::string_view id) const { return *workflow->FindJob(id); }
  Repository repository;
  const Workflow* workflow = nullptr;
};

std::vector<std::string> Ids(const std::vector<const Job*>& jobs) {
  std::vector<std::string> ids;
  for (const Job* job : jobs) ids.emplace_back(job->id.text);
  return ids;
}

TEST(Needs, AreFollowedOnce) {
  Jobs jobs("  a: {}\n  b: {needs: a}\n  c: {needs: [A, b, c, none]}\n");
  EXPECT_THAT(Ids(DirectNeeds(*jobs.workflow, jobs.At("c"))),
              ElementsAre("a", "b"));
  EXPECT_THAT(Ids(AllNeeds(*jobs.workflow, jobs.At("c"))),
              ElementsAre("a", "b"));
}

TEST(RunsAfterFailure, AsksForStatusFunctions) {
  for (const char* text :
       {"always()", "${{ always() }}", "'!cancelled()'", "failure()",
        "always() && github.ref == 'x'", "success() || failure()"}) {
    Jobs jobs("  a: {if: \"" + std::string(text) + "\"}\n");
    if (text[0] == '\'') continue;
    EXPECT_TRUE(RunsAfterFailure(jobs.At("a"))) << text;
  }
  EXPECT_TRUE(RunsAfterFailure(Jobs("  a: {if: '!cancelled()'}\n").At("a")));
  EXPECT_FALSE(RunsAfterFailure(Jobs("  a: {if: success()}\n").At("a")));
  EXPECT_FALSE(RunsAfterFailure(Jobs("  a: {if: vars.x}\n").At("a")));
  EXPECT_FALSE(RunsAfterFailure(Jobs("  a: {}\n").At("a")));
}

GateReading Reading(const std::string& steps) {
  return ReadingOf(Jobs("  a: {if: always(), steps: " + steps + "}\n").At("a"));
}

TEST(Reading, FindsWhatIsLookedAt) {
  EXPECT_TRUE(Reading("[{run: echo}]").Nothing());
  EXPECT_TRUE(Reading("[{env: {N: '${{ toJSON(needs) }}'}}]").whole);
  GateReading all = Reading("[{if: \"contains(needs.*.result, 'failure')\"}]");
  EXPECT_TRUE(all.all && all.failure);
  EXPECT_FALSE(all.cancelled || all.success || all.whole);
  GateReading one = Reading("[{if: \"needs.B.result != 'success'\"}]");
  EXPECT_THAT(one.jobs, ElementsAre("b"));
  EXPECT_TRUE(one.success);
  EXPECT_TRUE(Reading("[{run: 'echo ${{ needs.b.outputs.x }}'}]").Nothing());
  EXPECT_FALSE(Reading("[{if: failure()}]").Nothing());
}

// "id stage" of each deployment; "?" when production may be chosen.
std::vector<std::string> Deployments(const std::string& yaml,
                                     const std::string& callee = "") {
  Repository repository;
  repository.Add("a.yml", yaml);
  if (!callee.empty()) repository.Add("b.yml", callee);
  std::vector<std::string> all;
  constexpr const char* kStages[] = {"other", "staging", "production"};
  for (const Deployment& one : repository.Set().deployments) {
    all.push_back(std::string(one.top().id.text) + " " +
                  kStages[static_cast<size_t>(one.stage)] +
                  (one.chosen ? "?" : ""));
  }
  return all;
}

constexpr char kHelm[] = "steps: [{run: helm upgrade x y}]";

TEST(Deployments, AreToldByCommandAndTarget) {
  std::string on = "on: push\njobs:\n";
  EXPECT_THAT(
      Deployments(on + "  a: {environment: prod, " + kHelm + "}\n" +
                  "  b: {environment: staging, " + kHelm + "}\n" +
                  "  deploy-live: {" + kHelm + "}\n" +
                  "  d: {steps: [{run: helm lint}]}\n" +
                  "  e: {steps: [{run: make deploy-docs}]}\n" +
                  "  f: {steps: [{run: '# helm upgrade'}]}\n"),
      ElementsAre("a production", "b staging", "deploy-live production"));
}

TEST(Deployments, FollowInputsThroughCallers) {
  std::string callee =
      "on:\n  workflow_call:\n    inputs: {environment: {type: string}}\n"
      "jobs:\n  d:\n    env: {TARGET: '${{ inputs.environment }}'}\n"
      "    steps: [{run: kubectl apply -f x}]\n";
  EXPECT_THAT(Deployments("on: push\njobs:\n  s:\n"
                          "    uses: ./.github/workflows/b.yml\n"
                          "    with: {environment: stage}\n  p:\n"
                          "    uses: ./.github/workflows/b.yml\n"
                          "    with: {environment: prod}\n",
                          callee),
              ElementsAre("s staging", "p production"));
  std::string by_hand =
      "on: {workflow_dispatch: {inputs: {environment: {OPTIONS}}}}\n"
      "jobs:\n  p:\n    uses: ./.github/workflows/b.yml\n"
      "    with: {environment: '${{ github.event.inputs.environment }}'}\n";
  auto with = [&](const std::string& options) {
    std::string text = by_hand;
    return text.replace(text.find("OPTIONS"), 7, options);
  };
  EXPECT_THAT(Deployments(with("required: true"), callee),
              ElementsAre("p other?"));
  EXPECT_THAT(Deployments(with("type: choice, options: [dev, prod]"), callee),
              ElementsAre("p other?"));
  EXPECT_THAT(Deployments(with("type: choice, options: [dev]"), callee),
              ElementsAre("p other"));
}

TEST(Stage, IsAWordOfTheName) {
  EXPECT_EQ(StageOf("prod"), Stage::kProduction);
  EXPECT_EQ(StageOf("eu-production-1"), Stage::kProduction);
  EXPECT_EQ(StageOf("Deploy to Live"), Stage::kProduction);
  EXPECT_EQ(StageOf("pre-prod"), Stage::kStaging);
  EXPECT_EQ(StageOf("orders-staging"), Stage::kStaging);
  EXPECT_EQ(StageOf("product"), Stage::kOther);
  EXPECT_EQ(StageOf("delivery"), Stage::kOther);
}

}  // namespace
}  // namespace interlock::workflow
