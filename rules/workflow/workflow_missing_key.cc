// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "workflow-missing-key",
    .summary = "A workflow or action lacks a key that GitHub asks for",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:syntax-check",
    .docs = R"(## What it does
Reports a workflow without `on`, a job without `runs-on` or `steps`, an output
without `value` and the like.

## Why is this bad?
GitHub refuses the whole file, so none of its jobs runs and none of its checks
reports.

```yaml,bad
on: push
jobs:
  build:
    steps:
      - run: make
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

extern constexpr Rule kWorkflowMissingKey =
    On<InputFile, CheckProblems<ProblemKind::kMissingKey>>(kInfo);

}  // namespace interlock::workflow
