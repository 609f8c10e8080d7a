// SPDX-License-Identifier: Apache-2.0
#include "rules/workflow/pack.h"
#include "rules/workflow/problems.h"

namespace interlock::workflow {
namespace {

constexpr RuleInfo kInfo{
    .id = "job-calls-and-runs",
    .summary = "A job calls a workflow and has keys of one that runs steps",
    .since = "0.1.0",
    .category = Category::kWorkflow,
    .severity = Severity::kError,
    .tags = "github-actions",
    .peers = "actionlint:workflow-call",
    .docs = R"(## What it does
Reports keys such as `runs-on`, `env` or `timeout-minutes` in a job that calls
a workflow, and `uses`, `with` or `secrets` in a job with steps.

## Why is this bad?
GitHub refuses the file. Where the work runs, and for how long, is decided in
the called workflow alone.

```yaml,bad
on: push
jobs:
  build:
    uses: ./.github/workflows/build.yml
    timeout-minutes: 5
```

```yaml,good
on: push
jobs:
  build:
    uses: ./.github/workflows/build.yml
```
)"};
static_assert(WellFormed(kInfo));

}  // namespace

extern constexpr Rule kJobCallsAndRuns =
    On<InputFile, CheckProblems<ProblemKind::kJobShape>>(kInfo);

}  // namespace interlock::workflow
