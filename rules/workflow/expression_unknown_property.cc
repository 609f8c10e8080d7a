// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "expression-unknown-property",
                         .summary = "A context has no such member",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers = "actionlint:expression",
                         .docs = R"(## What it does
Reports members that `github`, `runner`, `job` and `strategy` do not have, such
as `github.branch`. The payload below `github.event` depends on the event and
is not judged; `env`, `vars` and `secrets` may hold anything.

## Why is this bad?
What is not there is empty. A comparison with it is never true, so the step
that it guards never runs, and nobody is told.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: github.branch == 'main'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: github.ref_name == 'main'
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

extern constexpr Rule kExpressionUnknownProperty =
    On<InputFile, CheckProblems<ProblemKind::kUnknownProperty>>(kInfo);

}  // namespace interlock::workflow
