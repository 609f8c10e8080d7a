// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{.id = "workflow-empty-section",
                         .summary = "A section of a workflow has nothing in it",
                         .since = "0.1.0",
                         .category = Category::kWorkflow,
                         .severity = Severity::kError,
                         .tags = "github-actions",
                         .peers = "actionlint:syntax-check",
                         .docs = R"(## What it does
Reports keys such as `env:`, `with:` or `steps:` with nothing below them.
Events may stand alone, and `permissions: {}` says something.

## Why is this bad?
GitHub answers "Unexpected value ''" and refuses the file. It happens when the
last line of a section is removed, or its indentation.

```yaml,bad
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        env:
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

extern constexpr Rule kWorkflowEmptySection =
    On<InputFile, CheckProblems<ProblemKind::kEmptySection>>(kInfo);

}  // namespace interlock::workflow
