// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "timeout-useless",
    .summary = "A timeout that never comes, or comes at once",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports timeouts of zero or less (an error), of more than the 360 minutes that
a job may run on GitHub's runners, of more than five days elsewhere, and of a
step that is longer than its job's.

## Why is this bad?
A timeout that never comes guards nothing; one of zero minutes cancels the job
as it begins.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 600
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kTimeoutUseless =
    On<InputFile, CheckProblems<ProblemKind::kTimeout>>(kInfo);

}  // namespace interlock::workflow
