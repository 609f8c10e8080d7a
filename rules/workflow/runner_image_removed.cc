// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "runner-image-removed",
    .summary = "A job asks for a runner that GitHub has taken away",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:runner-label",
    .docs = R"(## What it does
Reports the labels of images that GitHub has removed, such as `ubuntu-20.04`,
`windows-2019` and `macos-13`, also where they stand in the matrix.

## Why is this bad?
The job waits for a runner until it is cancelled a day later. A required check
stays pending, and a roll-back that nobody ran for a year does not start.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-20.04
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kRunnerImageRemoved =
    On<InputFile, CheckProblems<ProblemKind::kRunnerGone>>(kInfo);

}  // namespace interlock::workflow
