// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "cron-too-often",
    .summary = "A schedule asks for more starts than GitHub gives",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kWarning,
    .tags = "github-actions",
    .peers = "actionlint:events",
    .docs = R"(## What it does
Reports schedules with two starts less than five minutes apart.

## Why is this bad?
GitHub starts a schedule once in five minutes at most, and later when it is
busy. What counts on every minute misses most of them.

```yaml,bad
on:
  schedule:
    - cron: '* * * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  schedule:
    - cron: '*/5 * * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCronTooOften =
    On<InputFile, CheckProblems<ProblemKind::kCronOften>>(kInfo);

}  // namespace interlock::workflow
