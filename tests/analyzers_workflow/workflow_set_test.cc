// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace interlock::workflow {
namespace {

using testing::ElementsAre;

// What a set says of its files, in its order.
std::vector<std::string> Told(const WorkflowSet& set) {
  std::vector<std::string> told;
  for (const Check& check : set.checks) told.push_back(check.name.Display());
  for (const Body& body : set.bodies) {
    std::string line = body.source->path() + ":";
    for (const RunScript& run : body.scripts) {
      if (run.text == nullptr) continue;
      for (const shell::Site& site : run.text->sites) {
        line += " " + std::string(shell::CommandName(*site.command));
      }
    }
    told.push_back(std::move(line));
  }
  for (const FileUse& use : set.file_uses) told.push_back(use.path);
  for (const Deployment& one : set.deployments) {
    told.emplace_back(one.job().id.text);
  }
  return told;
}

TEST(WorkflowSet, IsTheSameOnAnyNumberOfThreads) {
  std::vector<std::unique_ptr<Source>> sources;
  std::vector<std::unique_ptr<Document>> documents;
  auto add = [&](std::string path, std::string yaml) {
    sources.push_back(std::make_unique<Source>(path, yaml));
    documents.push_back(std::make_unique<Document>(ParseYaml(*sources.back())));
  };
  for (int i = 0; i < 40; ++i) {
    std::string id = "j" + std::to_string(i);
    add(".github/workflows/" + id + ".yml",
        "on: push\njobs:\n  " + id +
            ":\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n"
            "        a: [1, 2]\n    steps:\n      - uses: "
            "actions/checkout@v4\n      - run: ./x" +
            std::to_string(i % 3) + ".sh && helm upgrade a\n");
  }
  add("act/action.yml",
      "runs:\n  using: composite\n  steps:\n    - run: make it\n"
      "      shell: bash\n");
  auto told = [&](unsigned threads) {
    std::vector<Workflow> workflows;
    for (size_t i = 0; i + 1 < documents.size(); ++i) {
      workflows.push_back(Lower(*documents[i]));
    }
    std::vector<LocalAction> actions;
    actions.push_back(LowerAction(*documents.back()));
    WorkflowSet set(std::move(workflows), std::move(actions), threads);
    return Told(set);
  };
  std::vector<std::string> once = told(1);
  EXPECT_EQ(once.size(), 80u + 41u + 40u + 40u);
  EXPECT_EQ(told(8), once);
}

TEST(WorkflowSet, SharesTheScriptsOfAliases) {
  Repository repository;
  repository.Add("ci.yml",
                 "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
                 "    steps:\n      - run: &x make it\n      - run: *x\n"
                 "      - run: make it\n");
  const WorkflowSet& set = repository.Set();
  const auto& scripts = set.bodies.front().scripts;
  ASSERT_EQ(scripts.size(), 3u);
  EXPECT_EQ(scripts[0].text, scripts[1].text);
  EXPECT_NE(scripts[0].text, scripts[2].text);
}

TEST(Steps, KeepTheirFacts) {
  Repository repository;
  repository.Add(
      "ci.yml",
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
      "    steps:\n      - run: echo kubectl apply\n"
      "        env: {A: '${{ secrets.B }} ${{ secrets.C }}'}\n"
      "      - run: |\n          cd x\n          kubectl apply -f .\n"
      "        env: {A: '${{ secrets.GITHUB_TOKEN }}'}\n"
      "      - uses: Azure/webapps-deploy@v3\n"
      "        with: {secrets: none}\n");
  const WorkflowSet& set = repository.Set();
  const std::vector<Step>& steps = *set.bodies.front().steps;
  EXPECT_THAT(steps[0].secrets, ElementsAre("b", "c"));
  EXPECT_FALSE(steps[0].deploys);
  EXPECT_THAT(steps[1].secrets, ElementsAre());
  EXPECT_TRUE(steps[1].deploys);
  EXPECT_THAT(steps[2].secrets, ElementsAre());
  EXPECT_TRUE(steps[2].deploys);
}

}  // namespace
}  // namespace interlock::workflow
