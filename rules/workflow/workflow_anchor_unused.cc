// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "workflow-anchor-unused",
                         .summary = "Nothing refers to an anchor",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kNote,
                         .tags = "github-actions",
                         .peers = "actionlint:syntax-check",
                         .docs = R"(## What it does
Reports anchors (`&name`) to which no alias of the file refers.

## Why is this bad?
It is harmless, but says that something is shared which is not: the next reader
changes one place and believes to have changed two.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - &build
        run: make
```

```yaml,good
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kWorkflowAnchorUnused =
    On<InputFile, CheckProblems<ProblemKind::kAnchorUnused>>(kInfo);

}  // namespace interlock::workflow
