// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-wrong-value",
    .summary = "A key of a workflow has a value of the wrong kind",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports a list where a mapping belongs, a text where a number or `true`
belongs, and so on. Numbers and booleans must be plain: `'5'` is a text, and so
are `yes` and `on`. Expressions are judged by expression-type.

## Why is this bad?
GitHub refuses the file, and nothing in it runs.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: '5'
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowWrongValue =
    On<InputFile, CheckProblems<ProblemKind::kWrongValue>>(kInfo);

}  // namespace interlock::workflow
