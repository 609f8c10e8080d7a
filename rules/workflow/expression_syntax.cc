// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "expression-syntax",
                         .summary = "An expression cannot be read",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:expression",
                         .docs = R"(## What it does
Reports `${{ }}` and conditions that are no expression: a text in double
quotes, an operator without its second side, a missing bracket, a `${{` that
nothing closes.

## Why is this bad?
GitHub refuses the whole file and none of its jobs runs.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: github.ref == "refs/heads/main"
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        if: github.ref == 'refs/heads/main'
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionSyntax =
    On<InputFile, CheckProblems<ProblemKind::kNoExpression>>(kInfo);

}  // namespace interlock::workflow
