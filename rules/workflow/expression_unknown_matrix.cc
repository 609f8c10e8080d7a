// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-unknown-matrix",
    .summary = "An expression reads a value that the matrix does not have",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports `matrix.KEY` where neither a vector nor an entry of `include` has that
key, and any such use in a job without a matrix. A matrix that is made during
the run is not judged.

## Why is this bad?
It is empty. The job runs with an empty version, on an empty name of a runner,
or reports under a name that no protection asks for.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [20, 22]
    steps:
      - run: nvm use ${{ matrix.version }}
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [20, 22]
    steps:
      - run: nvm use ${{ matrix.node }}
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

extern constexpr Rule kExpressionUnknownMatrix =
    On<InputFile, CheckProblems<ProblemKind::kUnknownMatrix>>(kInfo);

}  // namespace interlock::workflow
