// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "event-type-unknown",
                         .summary = "An event has no such activity type",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers = "actionlint:events",
                         .docs = R"(## What it does
Reports `types` that the event does not have. `repository_dispatch` takes any.

## Why is this bad?
GitHub refuses the file. Where it would not, the workflow would wait for
something that never happens.

```yaml,bad
on:
  pull_request:
    types: [opened, synchronized]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  pull_request:
    types: [opened, synchronize]
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

extern constexpr Rule kEventTypeUnknown =
    On<InputFile, CheckProblems<ProblemKind::kEventType>>(kInfo);

}  // namespace interlock::workflow
