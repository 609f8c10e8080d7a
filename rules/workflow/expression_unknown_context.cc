// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-unknown-context",
    .summary = "An expression begins with a name that GitHub does not know",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports names at the root of an expression that are no context: `githb.sha`, a
text without quotes, a shell variable.

## Why is this bad?
GitHub refuses the whole file: "Unrecognized named-value".

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: event_name == 'push'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: github.event_name == 'push'
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionUnknownContext =
    On<InputFile, CheckProblems<ProblemKind::kUnknownContext>>(kInfo);

}  // namespace interlock::workflow
