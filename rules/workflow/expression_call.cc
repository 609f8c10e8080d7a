// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-call",
    .summary =
        "A function of an expression is called in a way that cannot "
        "work",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports functions that are not there, too few or too many arguments, a
`format()` whose text and arguments do not agree, and `fromJSON()` of a text
that is no JSON.

## Why is this bad?
GitHub refuses the file, or fails the run at that line.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: contain(github.ref, 'main')
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: contains(github.ref, 'main')
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionCall =
    On<InputFile, CheckProblems<ProblemKind::kCall>>(kInfo);

}  // namespace interlock::workflow
