// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "condition-event-never",
    .summary = "No event of the workflow makes a condition true",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .docs = R"(## What it does
Reports an `if` that is false for each event in `on`, such as a test for
`release` in a workflow that only a push starts. Workflows that others call are
left alone: they see their caller's event.

## Why is this bad?
The job or step never runs. Skipped jobs count as success, so a required check
of that name is green without having looked.

```yaml,bad
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./scan
        if: github.event_name == 'pull_request'
```

```yaml,good
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: ./scan
        if: github.event_name == 'pull_request_target'
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kConditionEventNever =
    On<InputFile, CheckProblems<ProblemKind::kConditionEvent>>(kInfo);

}  // namespace interlock::workflow
