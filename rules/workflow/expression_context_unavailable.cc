// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "expression-context-unavailable",
    .summary = "An expression names what GitHub does not know at that place",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:expression",
    .docs = R"(## What it does
Reports contexts and functions where GitHub does not offer them: `secrets` or
`env` in the `if` of a job, `matrix` before the matrix is made, `hashFiles()`
outside of steps, any expression where none is evaluated.

## Why is this bad?
GitHub refuses the whole file: "Unrecognized named-value". A deployment guarded
by such a condition never runs, and a required check never reports.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: env.DEPLOY == 'yes'
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: vars.DEPLOY == 'yes'
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kExpressionContextUnavailable =
    On<InputFile, CheckProblems<ProblemKind::kContextUnavailable>>(kInfo);

}  // namespace interlock::workflow
