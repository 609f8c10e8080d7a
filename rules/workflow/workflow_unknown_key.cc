// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-unknown-key",
    .summary = "A workflow or action has a key that GitHub does not know",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .fix = FixKind::kUnsafe,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports keys of workflows and of `action.yml` that no part of GitHub's syntax
has at that place, and names those that are expected. Newer syntax such as
`parallel`, `background` and `queue` is known. Where the keys are free (`env`,
`with`, `inputs`) nothing is reported.

## Why is this bad?
GitHub refuses the whole file. The workflow does not run, and no check appears
on the pull request: a required one waits forever.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minute: 5
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - run: make
```

## How to fix it
The fix writes the name that is nearest to what stands there. It is unsafe
because something else may have been meant.
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowUnknownKey =
    On<InputFile, CheckProblems<ProblemKind::kUnknownKey>>(kInfo);

}  // namespace interlock::workflow
