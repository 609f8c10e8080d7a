// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "needs-cycle",
                         .summary = "Jobs wait for one another",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:job-needs",
                         .docs = R"(## What it does
Reports jobs whose `needs` lead back to themselves, with the way around.

## Why is this bad?
GitHub refuses the whole file: no job of the circle could ever begin.

```yaml,bad
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    needs: b
    steps:
      - run: make
  b:
    runs-on: ubuntu-latest
    needs: a
    steps:
      - run: make
```

```yaml,good
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: make
  b:
    runs-on: ubuntu-latest
    needs: a
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kNeedsCycle =
    On<InputFile, CheckProblems<ProblemKind::kNeedCycle>>(kInfo);

}  // namespace interlock::workflow
