// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "call-cycle",
                         .summary = "A workflow calls itself",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .docs = R"(## What it does
Reports calls that come back to the workflow in which they stand, directly or
by way of other workflows of this repository.

## Why is this bad?
GitHub refuses the workflow as a whole.

```yaml,bad,file=.github/workflows/test.yml
name: x
on: [push, workflow_call]
jobs:
  again:
    uses: ./.github/workflows/test.yml
```

```yaml,good,file=.github/workflows/test.yml
name: x
on: [push, workflow_call]
jobs:
  other:
    uses: ./.github/workflows/other.yml
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCallCycle =
    On<InputFile, CheckProblems<ProblemKind::kCallsComeBack>>(kInfo);

}  // namespace interlock::workflow
