// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "event-filter-invalid",
    .summary =
        "A filter stands where its event does not look, or "
        "contradicts itself",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:events",
    .docs = R"(## What it does
Reports filters that the event does not know (`paths` of a release), a filter
together with its `-ignore`, a filter that only takes away, and `!` below an
`-ignore`.

## Why is this bad?
GitHub refuses a filter with its opposite. Of the others it starts the workflow
for everything, or for nothing.

```yaml,bad
on:
  push:
    branches: [main]
    branches-ignore: [wip/**]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  push:
    branches: [main, '!wip/**']
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kEventFilterInvalid =
    On<InputFile, CheckProblems<ProblemKind::kEventFilter>>(kInfo);

}  // namespace interlock::workflow
