// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "condition-always-true",
                         .summary = "A condition is a text, and so always true",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers =
                             "actionlint:if-cond zizmor:unsound-condition "
                             "poutine:if_always_true",
                         .docs = R"(## What it does
Reports an `if` in which something besides spaces stands around `${{ }}`: a
second expression, an operator, the line break at the end of a block.

## Why is this bad?
GitHub puts the text together first, and a text that is not empty is true. The
deployment runs whatever the condition says.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy
        if: ${{ github.ref }} == 'refs/heads/main'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy
        if: github.ref == 'refs/heads/main'
```

## How to fix it
The fix writes the condition as one expression. It is unsafe because what ran
always then runs only when the condition holds.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kConditionAlwaysTrue =
    On<InputFile, CheckProblems<ProblemKind::kConditionText>>(kInfo);

}  // namespace interlock::workflow
