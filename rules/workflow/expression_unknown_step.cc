// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-unknown-step",
    .summary = "An expression reads a step that is not there, or comes later",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports `steps.ID` where no earlier step of the same job has that id, and
outputs that a composite action of this repository does not declare. Outputs of
scripts and of other actions are not known and not judged.

## Why is this bad?
It is empty. A gate that tests `steps.scan.outcome` of a step that was renamed
passes, or blocks, whatever the scan finds.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./scan
        id: scanner
      - run: exit 1
        if: steps.scan.outcome == 'failure'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./scan
        id: scan
      - run: exit 1
        if: steps.scan.outcome == 'failure'
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

extern constexpr Rule kExpressionUnknownStep =
    On<InputFile, CheckProblems<ProblemKind::kUnknownStep>>(kInfo);

}  // namespace interlock::workflow
