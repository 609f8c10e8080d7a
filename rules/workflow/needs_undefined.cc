// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "needs-undefined",
                         .summary = "A job needs one that is not there",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .fix = FixKind::kUnsafe,
                         .tags = "github-actions",
                         .peers = "actionlint:job-needs",
                         .docs = R"(## What it does
Reports names in `needs` that no job of the workflow has. Case does not matter.

## Why is this bad?
GitHub refuses the whole file. It happens when a job is renamed.

```yaml,bad
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    needs: biuld
    steps:
      - run: make
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    needs: build
    steps:
      - run: make
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

extern constexpr Rule kNeedsUndefined =
    On<InputFile, CheckProblems<ProblemKind::kNeedUndefined>>(kInfo);

}  // namespace interlock::workflow
