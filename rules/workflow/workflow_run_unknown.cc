// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "workflow-run-unknown",
                         .summary = "A workflow follows one that is not here",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kWarning,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .docs = R"(## What it does
Reports names below `workflow_run` that no workflow of this repository has. A
workflow without a `name` goes by its path. Patterns and the names of workflows
that GitHub itself adds are left alone.

## Why is this bad?
Nothing starts it. Renaming a workflow is enough, and the deployment or the
report that followed it stops without a word.

```yaml,bad
name: After
on:
  workflow_run:
    workflows: [Build]
    types: [completed]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
name: Build
on:
  workflow_run:
    workflows: [Build]
    types: [completed]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowRunUnknown =
    On<InputFile, CheckProblems<ProblemKind::kWorkflowRun>>(kInfo);

}  // namespace interlock::workflow
