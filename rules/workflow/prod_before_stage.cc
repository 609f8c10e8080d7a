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

constexpr RuleInfo kInfo{.id = "prod-before-stage",
                         .summary = "Production does not wait for staging",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions deployment",
                         .docs = R"(## What it does
Reports, in a workflow that deploys both to staging and to production, a
deployment to production that does not wait for the one to staging, neither
directly nor through other jobs.

## Why is this bad?
Jobs without `needs` start at once. Both targets get the release at the same
time, and what staging would have shown is found in production.

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
    runs-on: ubuntu-latest
    environment: prod
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
  auto all = DeploymentsOf(*project.workflows);
  std::set<const Job*> told;
  for (const Deployment& prod : all) {
    if (prod.stage != Stage::kProduction) continue;
    if (!KnowsNeeds(prod.root())) continue;
    auto before = AllNeeds(prod.root(), prod.top());
    const Deployment* stage = nullptr;
    bool waits = false;
    for (const Deployment& other : all) {
      if (other.stage != Stage::kStaging || !SameRun(prod, other)) continue;
      stage = &other;
      waits = waits || std::ranges::find(before, &other.top()) != before.end();
    }
    if (stage == nullptr || waits) continue;
    if (!told.insert(&prod.top()).second) continue;
    out.ReportIn(*prod.root().source, prod.top().id.span,
                 "'{}' deploys to production without waiting for '{}'",
                 Printable(prod.top().id.text), Printable(stage->top().id.text))
        .Help("add a job that verifies staging to needs")
        .Anchor(prod.top().id.text)
        .Related(*stage->root().source, stage->top().id.span,
                 "the deployment to staging");
  }
}

}  // namespace

extern constexpr Rule kProdBeforeStage = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
