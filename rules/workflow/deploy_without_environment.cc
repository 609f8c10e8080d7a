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
    .id = "deploy-without-environment",
    .summary = "A job deploys to production without naming an environment",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions environments deployment",
    .docs = R"(## What it does
Reports jobs without `environment:` that run a command which deploys (such as
`helm upgrade`, `kubectl apply`, `terraform apply`) to a place called like
production: by an input of the called workflow, a variable of the job or the
job's name. It is an error when the repository defines a production environment,
for then the job goes round it.

## Why is this bad?
The reviewers, the timer and the branch policy of an environment hold for the
jobs that name it and for no other. A job that does not name it asks nobody, and
takes secrets that any workflow of the repository can read.

```yaml,bad,file=.github/workflows/deploy.yml
on:
  push:
    branches: [main]
jobs:
  prod:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade --install orders chart
```

```yaml,good,file=.github/workflows/deploy.yml
on:
  push:
    branches: [main]
jobs:
  prod:
    runs-on: ubuntu-latest
    environment: prod
    steps:
      - run: helm upgrade --install orders chart
```
)"};
static_assert(WellFormed(kInfo));

bool DefinesProduction(const Project& project) {
  for (const auto& one : project.protections->protections) {
    if (one.IsEnvironment() && StageOf(one.name) == Stage::kProduction) {
      return true;
    }
  }
  return false;
}

void Examine(const Project& project, const Context&, Sink& out) {
  std::set<const Job*> told;
  for (const Deployment& one : project.workflows->deployments) {
    bool bare =
        one.stage == Stage::kProduction && !one.job().environment.present();
    if (!bare || !told.insert(&one.job()).second) continue;
    auto report = out.ReportIn(
        *one.workflow().source, one.job().id.span,
        "job '{}' deploys to '{}' without naming an environment: no reviewer "
        "is asked",
        Printable(one.job().id.text), Printable(one.target.text));
    report.Help("add environment: with the name of the target")
        .Anchor(one.job().id.text)
        .Related(*one.target_source, one.target.span, "the target");
    if (DefinesProduction(project)) report.At(Severity::kError);
  }
}

}  // namespace

extern constexpr Rule kDeployWithoutEnvironment = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
