// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/deploy.h"
#include "analyzers/workflow/gate.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "prod-without-stage-gate",
    .summary = "Production follows staging with nothing in between",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions deployment",
    .docs = R"(## What it does
Reports a deployment to production that needs the one to staging, when no job
between the two tests, verifies or decides, and the job names no environment
whose reviewers could.

## Why is this bad?
The step from one to the other is what staging is for. With nothing in between
the release runs through as soon as the command of the first deployment ends,
which says little about whether it works.

```yaml,bad,file=.github/workflows/deploy.yml
on:
  push:
    branches: [main]
jobs:
  stage:
    runs-on: ubuntu-latest
    environment: stage
    steps:
      - run: helm upgrade --install orders chart
  prod:
    needs: stage
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade --install orders chart
```

```yaml,good,file=.github/workflows/deploy.yml
on:
  push:
    branches: [main]
jobs:
  stage:
    runs-on: ubuntu-latest
    environment: stage
    steps:
      - run: helm upgrade --install orders chart
  verify:
    needs: stage
    runs-on: ubuntu-latest
    steps:
      - run: make smoke
  prod:
    needs: verify
    runs-on: ubuntu-latest
    environment: prod
    steps:
      - run: helm upgrade --install orders chart
```
)"};
static_assert(WellFormed(kInfo));

// Whether both stand in one workflow, so that `needs` can order them.
bool SameRun(const Deployment& a, const Deployment& b) {
  return &a.root() == &b.root() && &a.top() != &b.top();
}

void Examine(const Project& project, const Context&, Sink& out) {
  const WorkflowSet& set = *project.workflows;
  auto all = DeploymentsOf(set);
  std::set<const Job*> told;
  for (const Deployment& prod : all) {
    bool bare =
        prod.stage == Stage::kProduction && !prod.job().environment.present();
    if (!bare || !KnowsNeeds(prod.root())) continue;
    auto before = AllNeeds(prod.root(), prod.top());
    const Deployment* stage = nullptr;
    for (const Deployment& other : all) {
      bool waits = other.stage == Stage::kStaging && SameRun(prod, other) &&
                   std::ranges::find(before, &other.top()) != before.end();
      if (waits) stage = &other;
    }
    if (stage == nullptr) continue;
    bool gate = std::ranges::any_of(before, [&](const Job* need) {
      auto theirs = AllNeeds(prod.root(), *need);
      bool after = std::ranges::find(theirs, &stage->top()) != theirs.end();
      return after && IsGate(*need, set);
    });
    if (gate || !told.insert(&prod.top()).second) continue;
    out.ReportIn(*prod.root().source, prod.top().id.span,
                 "nothing stands between '{}' and '{}', which deploys to "
                 "production",
                 Printable(stage->top().id.text), Printable(prod.top().id.text))
        .Help(
            "add a job that verifies staging, or an environment with "
            "reviewers")
        .Anchor(prod.top().id.text);
  }
}

}  // namespace

extern constexpr Rule kProdWithoutStageGate = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
