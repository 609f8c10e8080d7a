// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "secret-outside-environment",
                         .summary =
                             "A job reads a deployment's secret without an "
                             "environment that guards it",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kNote,
                         .persona = Persona::kPedantic,
                         .security_severity = "4.0",
                         .tags = "github-actions security",
                         .peers = "zizmor:secrets-outside-env",
                         .docs = R"(## What it does
Reports jobs that read secrets and have no `environment`.

## Why is this bad?
A secret of the repository is given to any workflow on any branch that a member
pushes. One of an environment is given out only where its reviewers and branch
rules allow it.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy.sh
        env:
          TOKEN: ${{ secrets.DEPLOY_TOKEN }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: ./deploy.sh
        env:
          TOKEN: ${{ secrets.DEPLOY_TOKEN }}
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    if (job.environment.present() || job.calls()) continue;
    std::set<std::string> names;
    for (const Variable& one : job.env.all) {
      for (std::string& name : SecretsIn(one.value.text)) names.insert(name);
    }
    for (const Step& step : job.steps) {
      for (const std::string& name : step.secrets) names.insert(name);
    }
    if (names.empty()) continue;
    out.Report(job.id.span,
               "job '{}' reads secrets.{}, and no environment "
               "guards it",
               Printable(job.id.text), Printable(*names.begin()))
        .Help("keep the secret in an environment, and name it in the job")
        .Anchor(job.id.text);
  }
}

}  // namespace

extern constexpr Rule kSecretOutsideEnvironment = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
