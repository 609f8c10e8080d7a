// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/model.h"
#include "core/text.h"
#include "rules/workflow/pack.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "workflow-unnamed",
                         .summary = "A workflow has no name",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kNote,
                         .persona = Persona::kPedantic,
                         .tags = "github-actions",
                         .peers = "zizmor:anonymous-definition",
                         .docs = R"(## What it does
Reports workflows without `name`.

## Why is this bad?
GitHub shows the file's path instead, and `workflow_run` of other workflows,
badges and notifications name it by that.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
name: build
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

void Check(const Workflow& workflow, const Context&, Sink& out) {
  if (workflow.name.stated() || workflow.jobs.empty()) return;
  out.Report(workflow.on_span,
             "this workflow, started 'on' the events below, "
             "has no name")
      .Help("add 'name:' as its first line");
}

}  // namespace

extern constexpr Rule kWorkflowUnnamed = On<Workflow, Check>(kInfo);

}  // namespace interlock::workflow
