// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "concurrency-invalid",
                         .summary = "A concurrency group that cannot work",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kWarning,
                         .tags = "github-actions",
                         .docs = R"(## What it does
Reports a job, or a called workflow, that waits for the group which its own run
holds (an error), `queue` values that are not there, `queue: max` together with
`cancel-in-progress: true`, and names of 400 characters.

## Why is this bad?
GitHub cancels the run: "a deadlock was detected". The deployment does not
happen, and a required check is cancelled.

```yaml,bad
on: push
concurrency: deploy
jobs:
  build:
    runs-on: ubuntu-latest
    concurrency: deploy
    steps:
      - run: make
```

```yaml,good
on: push
concurrency: deploy
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kConcurrencyInvalid =
    On<InputFile, CheckProblems<ProblemKind::kConcurrency>>(kInfo);

}  // namespace interlock::workflow
