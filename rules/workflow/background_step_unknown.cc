// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "background-step-unknown",
    .summary = "A step waits for one that does not run in the background",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:parallel-steps",
    .docs = R"(## What it does
Reports ids in `wait` and `cancel` that no earlier step of the job with
`background` has.

## Why is this bad?
GitHub refuses the file, or the step that was to be waited for has ended long
before, and what follows does not wait for what was meant.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./server
        id: server
        background: true
      - run: make test
      - cancel: serve
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./server
        id: server
        background: true
      - run: make test
      - cancel: server
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kBackgroundStepUnknown =
    On<InputFile, CheckProblems<ProblemKind::kBackground>>(kInfo);

}  // namespace interlock::workflow
