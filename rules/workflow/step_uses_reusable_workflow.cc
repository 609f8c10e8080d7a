// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "analyzers/workflow/reading.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "step-uses-reusable-workflow",
    .summary = "A step calls a workflow, which only a job can do",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports steps whose `uses` names a workflow file of a `.github/workflows`
folder, in this repository or another.

## Why is this bad?
Steps run actions. GitHub looks for an `action.yml` at the path, does not find
one, and the job fails at that step; the gate or deployment in the workflow that
was meant never runs.

```yaml,bad
on: pull_request
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/workflows/gate.yml
```

```yaml,good
on: pull_request
jobs:
  gate:
    uses: ./.github/workflows/gate.yml
```
)"};
static_assert(WellFormed(kInfo));

bool NamesWorkflowFile(const Uses& uses) {
  bool known = uses.kind == UsesKind::kLocal || uses.kind == UsesKind::kRemote;
  return known && IsWorkflowPath(uses.path);
}

void Check(const Workflow& workflow, const Context&, Sink& out) {
  for (const Job& job : workflow.jobs) {
    for (const Step& step : job.steps) {
      if (!NamesWorkflowFile(step.uses)) continue;
      out.Report(step.uses.text.span,
                 "a step of job '{}' uses the workflow '{}' as if it were an "
                 "action",
                 Printable(job.id.text), Printable(step.uses.path))
          .Help(
              "call it from a job of its own: 'uses' beside the job's name, "
              "without steps and runs-on")
          .Anchor(step.uses.text.text);
    }
  }
}

}  // namespace

extern constexpr Rule kStepUsesReusableWorkflow = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
