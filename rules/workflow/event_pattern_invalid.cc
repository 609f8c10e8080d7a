// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "event-pattern-invalid",
                         .summary = "A filter pattern that nothing matches",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:glob",
                         .docs = R"(## What it does
Reports patterns of branches, tags and paths that GitHub cannot read or that no
name can match: an open `[`, a `?` with nothing before it, `./` before a path,
a character that Git allows in no branch.

## Why is this bad?
The workflow does not start for what the pattern was to match, and a required
check stays pending.

```yaml,bad
on:
  push:
    paths: [./src/**]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```

```yaml,good
on:
  push:
    paths: [src/**]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kEventPatternInvalid =
    On<InputFile, CheckProblems<ProblemKind::kGlob>>(kInfo);

}  // namespace interlock::workflow
