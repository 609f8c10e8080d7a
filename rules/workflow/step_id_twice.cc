// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "step-id-twice",
                         .summary = "Two steps of a job have one id",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:id",
                         .docs = R"(## What it does
Reports steps whose id another step of the same job has, ignoring case. Ids of
jobs are keys, which workflow-key-twice and yaml-duplicate-key report.

## Why is this bad?
GitHub refuses the whole file: an id names one step.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        id: build
      - run: make test
        id: Build
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        id: build
      - run: make test
        id: test
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kStepIdTwice =
    On<InputFile, CheckProblems<ProblemKind::kIdTwice>>(kInfo);

}  // namespace interlock::workflow
