// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "dispatch-input-invalid",
    .summary = "An input of a manual start cannot be as it is declared",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:events",
    .docs = R"(## What it does
Reports types that are not there, a choice without options, options of what is
no choice, defaults that do not fit, and more than 25 inputs.

## Why is this bad?
GitHub refuses the workflow or shows a form that cannot be sent. A manual
roll-back is the last thing that should not start.

```yaml,bad
on:
  workflow_dispatch:
    inputs:
      target: {type: choice, options: [stage, prod], default: test}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  workflow_dispatch:
    inputs:
      target: {type: choice, options: [stage, prod], default: stage}
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

extern constexpr Rule kDispatchInputInvalid =
    On<InputFile, CheckProblems<ProblemKind::kDispatchInput>>(kInfo);

}  // namespace interlock::workflow
