// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "event-unknown",
    .summary = "A workflow waits for an event that starts none",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:events",
    .docs = R"(## What it does
Reports names in `on` that are no event which starts workflows.

## Why is this bad?
GitHub refuses the file. A workflow that was to guard pull requests then guards
nothing.

```yaml,bad
on: pull-request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kEventUnknown =
    On<InputFile, CheckProblems<ProblemKind::kEventNotThere>>(kInfo);

}  // namespace interlock::workflow
