// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-unknown-input",
    .summary = "An expression reads an input that is not declared",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports `inputs.NAME` where neither `workflow_call` nor `workflow_dispatch`
(nor the `inputs` of a composite action) declares that name.

## Why is this bad?
It is empty. A dry run that is guarded by `inputs.dry-run` is a real one when
the input is called `dry_run`.

```yaml,bad
on:
  workflow_dispatch:
    inputs:
      dry_run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy --dry-run
        if: inputs.dry-run
```

```yaml,good
on:
  workflow_dispatch:
    inputs:
      dry_run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy --dry-run
        if: inputs.dry_run
```

## Error or warning
It is an error where it decides whether or where something runs: in an `if`, in
`strategy`, `runs-on`, `environment`, `concurrency` and the like, where a number
or a boolean is wanted, and inside `fromJSON()`, which fails on nothing. In a
plain value (`env`, `with`, `run`, `outputs`) it is a warning: GitHub takes the
file, and the value is empty or odd.

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionUnknownInput =
    On<InputFile, CheckProblems<ProblemKind::kUnknownInput>>(kInfo);

}  // namespace interlock::workflow
