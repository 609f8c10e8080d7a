// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-never-equal",
    .summary = "A comparison of two kinds that are never equal",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports `==` and `!=` between `true` or `false`, or a number, and a text that
is no number, and between an object or array and anything plain. Only proven
kinds count: inputs with a type, values of the matrix, results of functions.

## Why is this bad?
GitHub compares unlike kinds as numbers. `true` is 1 and `'true'` is no number,
so `inputs.dry-run == 'true'` never holds where the input is a boolean, and the
deployment is not a dry one.

```yaml,bad
on:
  workflow_dispatch:
    inputs:
      dry-run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy --dry-run
        if: inputs.dry-run == 'true'
```

```yaml,good
on:
  workflow_dispatch:
    inputs:
      dry-run: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy --dry-run
        if: inputs.dry-run == true
```

## Error or warning
It is an error where it decides whether or where something runs: in an `if`, in
`strategy`, `runs-on`, `environment`, `concurrency` and the like, and where a
number or a boolean is wanted. In a plain value (`env`, `with`, `run`,
`outputs`) it is a warning: GitHub takes the file, and the value is the other
one of two.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionNeverEqual =
    On<InputFile, CheckProblems<ProblemKind::kComparison>>(kInfo);

}  // namespace interlock::workflow
