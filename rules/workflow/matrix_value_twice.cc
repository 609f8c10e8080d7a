// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "matrix-value-twice",
                         .summary = "A matrix holds a value twice",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kWarning,
                         .tags = "github-actions",
                         .peers = "actionlint:matrix",
                         .docs = R"(## What it does
Reports values of one vector that are the same, objects and arrays included.
Numbers are compared by their value: 3.1 and 3.10 are one.

## Why is this bad?
Two jobs do the same work and report one name. Versions without quotes are the
usual cause: `3.10` is the number 3.1, and the version that was meant is never
tested.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: [3.1, 3.10]
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ['3.1', '3.10']
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kMatrixValueTwice =
    On<InputFile, CheckProblems<ProblemKind::kMatrixTwice>>(kInfo);

}  // namespace interlock::workflow
