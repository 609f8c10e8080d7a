// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "cron-invalid",
                         .summary = "A schedule cannot be read",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:events",
                         .docs = R"(## What it does
Reports `cron` texts that do not have five fields, or of which a field is out
of range. Names of months and days, lists, ranges and steps are known.

## Why is this bad?
GitHub refuses the file, and the nightly check that it held does not run.

```yaml,bad
on:
  schedule:
    - cron: '0 24 * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  schedule:
    - cron: '0 0 * * *'
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kCronInvalid =
    On<InputFile, CheckProblems<ProblemKind::kCron>>(kInfo);

}  // namespace interlock::workflow
