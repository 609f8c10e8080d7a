// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "needs-twice",
                         .summary = "A job needs another twice",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kWarning,
                         .tags = "github-actions",
                         .peers = "actionlint:job-needs",
                         .docs = R"(## What it does
Reports names that stand in one `needs` more than once, ignoring case.

## Why is this bad?
It does nothing, and is often what is left of a name that was to be another: a
gate then misses a job.

```yaml,bad
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: make
  b:
    runs-on: ubuntu-latest
    needs: [a, a]
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
    needs: [a]
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kNeedsTwice =
    On<InputFile, CheckProblems<ProblemKind::kNeedTwice>>(kInfo);

}  // namespace interlock::workflow
