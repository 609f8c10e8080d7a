// SPDX-License-Identifier: Apache-2.0
#include "analyzers/project/project.h"
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "local-action-before-checkout",
    .summary = "A local action is used before anything is checked out",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports `uses: ./path` of a step when no step before it checks anything out.

## Why is this bad?
A job begins in an empty folder, so there is no action to run: "Can't find
'action.yml'". The job fails before it has done anything.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/setup
      - uses: actions/checkout@v4
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup
```
)"};
static_assert(WellFormed(kInfo));

bool MayBringFiles(const Step& step) {
  if (step.uses.repository.find("checkout") != std::string_view::npos ||
      step.uses.repository.find("download") != std::string_view::npos ||
      step.uses.repository.find("cache") != std::string_view::npos) {
    return true;
  }
  // Whatever else runs may clone or unpack.
  return step.run.present();
}

void Examine(const Project& project, const Context&, Sink& out) {
  for (const Body& body : project.workflows->bodies) {
    if (body.job == nullptr) continue;
    // A self-hosted runner's folder may still hold the last checkout.
    std::string_view runner = body.job->runs_on.text;
    if (runner.find("self-hosted") != std::string_view::npos) continue;
    for (const Step& step : *body.steps) {
      if (MayBringFiles(step)) break;
      // "$/" is found without a checkout.
      if (step.uses.kind != UsesKind::kLocal ||
          step.uses.text.text.starts_with('$') ||
          step.uses.path.starts_with(".github/workflows/")) {
        continue;
      }
      out.ReportIn(*body.source, step.uses.text.span,
                   "'{}' is used before a checkout, so it is not there",
                   Printable(step.uses.text.text))
          .Help("check out the repository in a step before it")
          .Anchor(step.uses.text.text);
    }
  }
}

}  // namespace

extern constexpr Rule kLocalActionBeforeCheckout = On<Project, Examine>(kInfo);

}  // namespace interlock::workflow
