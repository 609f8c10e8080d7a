// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"

#include <gtest/gtest.h>

#include "support.h"

namespace interlock::workflow {
namespace {

struct Parsed {
  explicit Parsed(const std::string& yaml)
      : source("ci.yml", yaml),
        document(ParseYaml(source)),
        workflow(Lower(document)) {}
  Source source;
  Document document;
  Workflow workflow;
};

TEST(Model, ReadsEveryPart) {
  Parsed p(R"(name: CI
on:
  pull_request: {branches: [main], paths: ['a/**'], types: [opened]}
  schedule:
    - cron: '0 0 * * *'
permissions: read-all
concurrency: {group: x, cancel-in-progress: true}
env: {A: b}
jobs:
  deploy:
    name: Deploy
    needs: build
    if: always()
    runs-on: [self-hosted, linux]
    timeout-minutes: 5
    environment: {name: prod, url: u}
    container: node:20
    services: {db: {image: 'postgres:16', env: {P: q}}}
    permissions: {contents: write}
    steps:
      - {id: s, uses: actions/checkout@v4, with: {ref: x}}
      - run: echo
        env: {S: t}
)");
  const Workflow& w = p.workflow;
  EXPECT_EQ(w.name.text, "CI");
  ASSERT_EQ(w.triggers.size(), 2u);
  EXPECT_EQ(w.triggers[0].paths.patterns[0].text, "a/**");
  EXPECT_EQ(w.triggers[1].crons[0].text, "0 0 * * *");
  EXPECT_EQ(w.permissions.form, PermissionsForm::kReadAll);
  EXPECT_EQ(w.concurrency.cancel_in_progress.text, "true");
  ASSERT_EQ(w.jobs.size(), 1u);
  const Job& job = w.jobs[0];
  EXPECT_EQ(job.needs[0].text, "build");
  EXPECT_EQ(job.runs_on.text, "self-hosted");
  EXPECT_EQ(job.environment.text, "prod");
  EXPECT_EQ(job.container.image.text, "node:20");
  EXPECT_EQ(job.services[0].env.all[0].value.text, "q");
  EXPECT_EQ(job.permissions.scopes[0].value.text, "write");
  ASSERT_EQ(job.steps.size(), 2u);
  EXPECT_EQ(job.steps[0].uses.repository, "actions/checkout");
  EXPECT_EQ(job.steps[0].uses.ref, "v4");
  EXPECT_EQ(p.source.Text(job.steps[1].run.span), "echo");
}

TEST(Model, TakesAnyTree) {
  for (const char* yaml :
       {"", "[]", "a", "on:\njobs:\n", "on: {push: [x]}\njobs: [1]\n",
        "jobs: {a: 1, b: [x], c: {steps: {x: 1}, needs: {a: b}, env: [1]}}",
        "on: [[a], {b: c}]\njobs: {a: {strategy: [1], services: [x]}}",
        "jobs: {a: {uses: {}, with: [], environment: [], container: []}}",
        "{[a]: b}"}) {
    Parsed parsed(yaml);
    EXPECT_FALSE(parsed.workflow.truncated) << yaml;
  }
}

TEST(Model, AliasBombsAreBounded) {
  std::string yaml = "x: &e {";
  for (int i = 0; i < 100; ++i) yaml += "k" + std::to_string(i) + ": v, ";
  yaml += "}\ny: &s\n";
  for (int i = 0; i < 500; ++i) yaml += "  - {run: x, env: *e}\n";
  yaml += "z: &j {steps: *s}\njobs:\n";
  for (int i = 0; i < 500; ++i) yaml += "  j" + std::to_string(i) + ": *j\n";
  Parsed parsed(yaml);
  EXPECT_TRUE(parsed.workflow.truncated);
}

TEST(Uses, TellsTheFourKinds) {
  auto uses = [](std::string_view text) {
    static const Node node;
    return ParseUses({&node, text, {}});
  };
  EXPECT_EQ(uses("./.github/workflows/x.yml").path, ".github/workflows/x.yml");
  EXPECT_EQ(uses("./").kind, UsesKind::kLocal);
  EXPECT_EQ(uses("$/a").path, "a");
  EXPECT_EQ(uses("docker://alpine").kind, UsesKind::kDocker);
  EXPECT_EQ(uses("o/r/p/q@v1").path, "p/q");
  EXPECT_EQ(uses("o/r/p/q@v1").repository, "o/r");
  EXPECT_EQ(uses("nothing").kind, UsesKind::kUnclear);
  EXPECT_EQ(uses("${{ x }}/y@z").kind, UsesKind::kUnclear);
  EXPECT_EQ(uses("./../../etc").path, "");
}

}  // namespace
}  // namespace interlock::workflow
