// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-unknown-need",
    .summary =
        "An expression reads a job that is not needed, or an output "
        "that is not there",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports `needs.JOB` where the job is not in `needs`, even when it is needed by
one that is, and outputs that the needed job, or the called workflow of this
repository, does not declare.

## Why is this bad?
It is empty. `needs.tests.result == 'success'` is never true then, and
`needs.tests.result != 'failure'` always is: the gate job decides nothing.

```yaml,bad
on: push
jobs:
  tests:
    runs-on: ubuntu-latest
    steps:
      - run: make test
  gate:
    runs-on: ubuntu-latest
    if: needs.tests.result != 'failure'
    steps:
      - run: echo ok
```

```yaml,good
on: push
jobs:
  tests:
    runs-on: ubuntu-latest
    steps:
      - run: make test
  gate:
    runs-on: ubuntu-latest
    needs: tests
    if: always() && needs.tests.result == 'success'
    steps:
      - run: echo ok
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

extern constexpr Rule kExpressionUnknownNeed =
    On<InputFile, CheckProblems<ProblemKind::kUnknownNeed>>(kInfo);

}  // namespace interlock::workflow
