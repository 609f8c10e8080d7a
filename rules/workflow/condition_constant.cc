// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "condition-constant",
    .summary = "A condition has the same result in every run",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:if-cond",
    .docs = R"(## What it does
Reports an `if` whose result no run can change: comparisons of two texts, and
`||` with a text that is not empty at its end. A plain `true` is a note, for it
is often meant; a plain `false` is left alone, for so people switch things off.

## Why is this bad?
`github.ref == 'main' || 'develop'` is true on every branch. What was to run
sometimes runs always, or never.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy
        if: github.ref_name == 'main' || 'develop'
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy
        if: github.ref_name == 'main' || github.ref_name == 'develop'
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kConditionConstant =
    On<InputFile, CheckProblems<ProblemKind::kConstantCondition>>(kInfo);

}  // namespace interlock::workflow
