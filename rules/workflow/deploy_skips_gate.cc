// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "analyzers/project/project.h"
#include "analyzers/protection/protection.h"
#include "analyzers/workflow/deploy.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "deploy-skips-gate",
    .summary = "A second way to production passes no gate and no environment",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions deployment",
    .docs = R"(## What it does
Reports a job that brings a deployment to production with nothing before it (no
job that tests or decides in `needs`) and without an `environment:`, when
another workflow of the repository reaches production behind such a gate.
Whoever starts a workflow by hand may choose production where the target is an
input without a list of options, or with production in the list.

## Why is this bad?
The gate of the one path is worth what the other path asks for. The second
workflow is written for an emergency, and then it is how releases are made when
the first one is red.

```yaml,bad,file=.github/workflows/train.yml
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
    steps:
      - run: helm upgrade --install orders chart
```

```yaml,bad,file=.github/workflows/promote.yml
on:
  workflow_dispatch:
    inputs:
      environment: {required: true}
jobs:
  deploy:
    runs-on: ubuntu-latest
    env:
      TARGET: ${{ github.event.inputs.environment }}
    steps:
      - run: helm upgrade --install orders chart -n "$TARGET"
```

```yaml,good,file=.github/workflows/train.yml
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

```yaml,good,file=.github/workflows/promote.yml
on:
  workflow_dispatch:
    inputs:
      environment: {required: true}
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: ${{ github.event.inputs.environment }}
    env:
      TARGET: ${{ github.event.inputs.environment }}
    steps:
      - run: helm upgrade --install orders chart -n "$TARGET"
```
)"};
static_assert(WellFormed(kInfo));

void Examine(const Project& project, const Context&, Sink& out) {
  const WorkflowSet& set = *project.workflows;
  const auto& all = set.deployments;
  const Deployment* gated = nullptr;
  for (const Deployment& one : all) {
    bool good = one.ToProduction() && HasGateBefore(one, set);
    if (good && gated == nullptr) gated = &one;
  }
  if (gated == nullptr) return;
  std::set<const Job*> told;
  for (const Deployment& one : all) {
    bool open = one.ToProduction() && !one.job().environment.present() &&
                !HasGateBefore(one, set) && &one.root() != &gated->root();
    if (!open || !told.insert(&one.top()).second) continue;
    out.ReportIn(*one.root().source, one.top().id.span,
                 "job '{}' {} production past the gate of {}",
                 Printable(one.top().id.text),
                 one.chosen ? "may deploy to" : "deploys to",
                 Printable(gated->root().path()))
        .Help(
            "let it need the same checks, or name a protected environment "
            "in the job that deploys")
        .Anchor(one.top().id.text)
        .Related(*gated->root().source, gated->top().id.span,
                 "this way waits for a gate");
  }
}

}  // namespace

extern constexpr Rule kDeploySkipsGate = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
