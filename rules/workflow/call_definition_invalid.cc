// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "call-definition-invalid",
    .summary = "A workflow cannot be called as it is written",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:workflow-call",
    .docs = R"(## What it does
Reports calls of a workflow of this repository that has no `workflow_call`,
types of inputs that are not there, defaults of another type, and (as a note)
defaults of required inputs, which are never used.

## Why is this bad?
GitHub refuses the file, and all that call it.

```yaml,bad
on:
  workflow_call:
    inputs:
      count: {type: integer}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ inputs.count }}
```

```yaml,good
on:
  workflow_call:
    inputs:
      count: {type: number}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo ${{ inputs.count }}
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallDefinitionInvalid =
    On<InputFile, CheckProblems<ProblemKind::kCallDefinition>>(kInfo);

}  // namespace interlock::workflow
